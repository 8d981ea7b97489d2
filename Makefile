# make demo     build `nadir` and fit an epidemic with 4 workers
# make test     run the tests
# make sanitize run many evaluations on 64 threads under the thread sanitizer
# make bench    measure against NLopt, and SciPy and Ceres where they are there
# make pictures draw the pictures of the README anew
# make lint     check the format of the sources
# make setup    check for Swift and python3; the others do it too

STUDY = Examples/influenza/study.yaml
WORKERS = 4
FORMATTED = Package.swift Sources Tests Examples Benchmarks

.DEFAULT_GOAL := help
.PHONY: help setup demo test sanitize bench pictures lint clean

help:
	@sed -n 's/^# //p' Makefile

setup:
	@Scripts/setup

demo: setup
	@echo "Building nadir; the first time takes some minutes."
	@swift build --quiet --configuration release --product nadir
	@echo "nadir minimize $(STUDY) --workers $(WORKERS)"
	@"$$(swift build --configuration release --show-bin-path)/nadir" minimize $(STUDY) --workers $(WORKERS)

test: setup
	@swift test --quiet --disable-xctest

# Its report of a race makes the tests fail.
sanitize: setup
	@TSAN_OPTIONS=halt_on_error=1 swift test --quiet --disable-xctest --sanitize=thread --scratch-path .build/tsan \
	  --filter ManyEvaluationsTests

bench:
	@Scripts/setup nlopt lapack
	@echo "Building the benchmarks; the first time takes some minutes."
	@swift build --quiet --configuration release --package-path . --product nadir
	@swift build --quiet --configuration release --package-path Benchmarks
	@"$$(swift build --configuration release --package-path Benchmarks --show-bin-path)/benchmarks" \
	  --nadir "$$(swift build --configuration release --show-bin-path)/nadir" $(ARGUMENTS)

pictures: setup
	@swift build --quiet --configuration release --product nadir
	@Scripts/pictures "$$(swift build --configuration release --show-bin-path)/nadir"

lint: setup
	@swift format lint --strict --parallel --recursive $(FORMATTED)

clean:
	@rm -rf .build Examples/.build Benchmarks/.build
