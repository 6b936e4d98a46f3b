"""Ask at the terminal who is the helper and who the client, showing two lines of each speaker."""

import typer

from empathy.errors import RolesError
from empathy.transcript import Role, Transcript

_SHOWN = 2
_WIDTH = 90
_ANSWERS = {"h": Role.HELPER, "c": Role.CLIENT, "o": Role.OTHER}


def ask_roles(transcript: Transcript) -> dict[str, Role]:
    """Ask for the role of each speaker; what is known already is offered as the default answer.

    Everything is shown on stderr, so that a result on stdout stays clean. Call it only when stdin and stderr are
    terminals.

    Raises:
        RolesError: the answers name no helper or no client.
    """
    # Imported here: a command that asks nothing need not pay for it
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    console.print(f"\nWho is who in {transcript.session!r}?", style="bold", markup=False)
    roles: dict[str, Role] = {}
    for name in transcript.speakers:
        console.print(Text(f"\n  {name}", style="cyan"))
        for line in _lines(transcript, name):
            console.print(Text(f"    “{line}”", style="dim"))
        roles[name] = _answer(name, _default(transcript, name, roles))
    if not {Role.HELPER, Role.CLIENT} <= set(roles.values()):
        raise RolesError("a helper and a client are needed", hint="Run again, or give --helper NAME --client NAME.")
    return roles


def _lines(transcript: Transcript, name: str) -> list[str]:
    spoken = [u.text for u in transcript.utterances if u.speaker == name and not u.is_noise]
    shown = [" ".join(text.split()) for text in spoken[:_SHOWN]]
    return [line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…" for line in shown]


def _default(transcript: Transcript, name: str, answered: dict[str, Role]) -> Role | None:
    """Offer what the name or the file says; for the last of two speakers, the part that is left."""
    known = next((u.role for u in transcript.utterances if u.speaker == name), None)
    if known is not None or len(transcript.speakers) != 2 or not answered:
        return known
    left = {Role.HELPER: Role.CLIENT, Role.CLIENT: Role.HELPER}
    return left.get(next(iter(answered.values())))


def _answer(name: str, default: Role | None) -> Role:
    while True:
        given = typer.prompt(
            f"  {name}: [h]elper, [c]lient or [o]ther", default=default.value if default else None, err=True
        )
        role = _ANSWERS.get(str(given).strip().lower()[:1])
        if role is not None:
            return role
        typer.echo("  Please answer h, c or o.", err=True)
