# Everything a person runs. Each target does its own set-up.
program := .build/release/chaos-llama
python := .venv/bin/python

.PHONY: help setup build demo genie model test durability faults integration install lab bench fuzz format pictures clean

help:
	@echo "make demo        tune the sample assistant in the tutorial notebook, start to finish"
	@echo "make genie       tune a Genie space in a notebook, offline against a stand-in workspace"
	@echo "make model MODEL=URL  ask a language model in a notebook; NAME=… is what it is called there"
	@echo "make test        run every check"
	@echo "make durability  kill a step at 20 random instants; each must come to the same decision"
	@echo "make faults      tune a Genie space while everything goes wrong; nothing may be lost or asked twice"
	@echo "make integration SPARK=DIR  try it on a real Spark in that folder (or URL=…)"
	@echo "make integration MODEL=URL  try it on a language model at that address (http://host/v1)"
	@echo "make install     install the kernel for your own Jupyter"
	@echo "make lab         open JupyterLab on the notebooks"
	@echo "make fuzz        send a million hostile texts through the SQL parser and all behind it"
	@echo "make bench       measure speed"
	@echo "make format      format the sources"

setup:
	@.ci/setup

build: setup
	@swift build -c release --product chaos-llama

demo: build
	@$(python) .ci/demo.py $(program)

genie: build
	@swift build -c release --product stand-in-answers
	@$(python) Tests/Notebooks/genie.py $(program) .build/release/stand-in-answers demo

model: build
	@$(python) Tests/Notebooks/model.py $(program) demo $(MODEL) $(NAME)

test: setup
	@.ci/test

durability: build
	@$(python) Tests/Durability/kill_step.py $(program)

faults: build
	@swift build -c release --product stand-in-answers
	@$(python) -B Tests/Durability/genie_faults.py $(program) .build/release/stand-in-answers

# A folder with Spark, or the address of one that runs; DATA="DIR DIR" are more evalsets. MODEL=URL is a model's address.
integration: build
ifneq ($(MODEL),)
	@$(python) -B Tests/Integration/model.py $(program) --url $(MODEL)
endif
ifneq ($(or $(SPARK),$(URL),$(if $(MODEL),,none)),)
	@swift build -c release --product warehouse-checks
	@python3 -B Tests/Integration/run.py $(program) .build/release/warehouse-checks \
	  $(if $(SPARK),--spark $(SPARK)) $(if $(URL),--url $(URL)) $(foreach folder,$(DATA),--data $(folder))
endif

install: build
	@$(program) install --user

lab: build
	@.ci/setup lab
	@$(program) install --prefix .venv
	@cd notebooks && ../.venv/bin/jupyter lab

bench: build
	@.ci/bench

fuzz:
	@swift build -c release --product checks
	@.build/release/checks fuzz 1000000

format:
	@swift format -i -r Sources Tests Package.swift

pictures: build
	@.ci/setup pictures
	@$(python) .ci/pictures.py $(program)

clean:
	@rm -rf .build demo
