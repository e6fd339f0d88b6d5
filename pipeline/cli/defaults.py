"""Groups of commands of which one need not be named: `story 123` shows the story, `story merge 1 2` merges two."""

from __future__ import annotations

import click

__all__ = ["GroupWithDefault"]


class GroupWithDefault(click.Group):
    """A group whose first command is meant wherever the first word names none; that one is not listed."""

    default = ""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take in a command; the first is the default."""
        super().add_command(cmd, name)
        if not self.default:
            self.default, cmd.hidden = name or cmd.name or "", True

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Tell the options of the default too, and then the commands."""
        if default := self.commands.get(self.default):
            told = filter(None, (option.get_help_record(ctx) for option in default.get_params(ctx)))
            if rows := [row for row in told if "--help" not in row[0]]:
                with formatter.section("Options without a command"):
                    formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the default before words that begin with no command."""
        named = bool(args) and args[0] in {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if named else [self.default, *args])
