# Short names for what the README says; `data` is the folder that holds corpora/ and labels/.
data ?= ../shared

.PHONY: test lint bench card
test:
	python -m pytest

lint:
	ruff check .
	ruff format --check .
	mypy
	lint-imports

bench:
	empathy bench report corpora/practice/teacher-hundred.txt --write README.md --json docs/benchmarks/report.json
	empathy bench model --people --write README.md --json docs/benchmarks/model.json
	empathy bench privacy --data $(data) --flips --write docs/privacy.md --json docs/benchmarks/privacy.json
	empathy bench batch corpora/practice --write docs/batch.md --json docs/benchmarks/batch.json

card:
	empathy bench model --page
