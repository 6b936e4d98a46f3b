"""What the tests of batch share with each other and with subprocesses."""

WORDS = ("I", "you", "feel", "sad", "work", "today", "really", "help", "think", "maybe", "time", "sorry", "hope")


def turns(rng, count):
    """Turns of a helper and a client by turns, of random words."""
    names = ("Therapist", "Client")
    return [(names[i % 2], " ".join(rng.choices(WORDS, k=rng.randint(2, 9))) + ".") for i in range(count)]


def contents(folder):
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
