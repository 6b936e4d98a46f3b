import subprocess
import sys


def test_the_types_alone_load_neither_spacy_nor_presidio():
    code = (
        "import sys, empathy.anonymize.result, empathy.anonymize; "
        "print([m for m in ('spacy', 'presidio_analyzer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
