# Short names for what the README says; `data` is the folder that holds corpora/ and labels/.
data ?= ../shared

.PHONY: test lint model bench card
test:
	python -m pytest

lint:
	ruff check .
	ruff format --check .
	mypy
	lint-imports

# hours on a CPU; see docs/model.md
model:
	empathy train configs/train-minilm.toml --data $(data) -o runs/minilm
	empathy train configs/train-student.toml --data $(data) --teacher runs/minilm -o runs/student
	empathy train configs/train-encoder.toml --data $(data) --teacher runs/minilm --teacher runs/student -o runs/encoder
	empathy train configs/train-stack.toml --data $(data) --encoder-run runs/encoder -o models/stack \
	  --held-out runs/scores.parquet

bench:
	empathy bench report corpora/practice/teacher-hundred.txt --write README.md --json docs/benchmarks/report.json
	empathy bench model --people --write README.md --json docs/benchmarks/model.json
	empathy bench privacy --data $(data) --flips --write docs/privacy.md --json docs/benchmarks/privacy.json
	empathy bench batch corpora/practice --write docs/batch.md --json docs/benchmarks/batch.json

card:
	empathy bench model --page
