#!/usr/bin/env bash
# The two commands of the README: from a bare Debian 12 to a comparison on the screen, or to tested sources.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$root/build
logs=$build/log
results=$build/results
dist=$build/dist
venv=$build/venv

usage() {
  cat <<USAGE
usage: cmake/bootstrap.sh demo          install what is missing, build, and show the example
       cmake/bootstrap.sh test          ... and run the tests of the library and of the Python package
       cmake/bootstrap.sh test --all    ... with sanitizers, a second compiler, linters, packaging and the wheel

On Debian the missing packages are installed with apt (as root or by sudo); what is there is left alone.
Everything else goes into build/. Tests that need the optional real data run where COALIGN_DATA names its folder.
USAGE
}

# --- steps -----------------------------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }

die() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

# step NAME TEXT COMMAND...: runs the command, its output in build/log/NAME.log, shown where it fails. How it ended is
# in `status`: a step always succeeds itself, and is never part of a condition, because there -e would be off inside.
step() {
  local name=$1 text=$2 began=$SECONDS
  shift 2
  printf -- '-- %s ... ' "$text"
  set +e
  (set -e; "$@") >"$logs/$name.log" 2>&1
  status=$?
  set -e
  if ((status == 0)); then
    say "$((SECONDS - began)) s"
  else
    say "FAILED after $((SECONDS - began)) s (build/log/$name.log)"
    tail -n 60 -- "$logs/$name.log" | sed 's/^/   | /'
  fi
}

must() {
  step "$@"
  ((status == 0)) || die "stopped after $SECONDS s"
}

# --- Debian packages ---------------------------------------------------------------------------------------------------

packages_demo=(g++ cmake ninja-build python3-venv python3-dev libeigen3-dev libboost1.81-dev nlohmann-json3-dev libhwy-dev)
packages_test=(catch2 librapidcheck-dev)
packages_all=(clang-19 clang-format-19 clang-tidy-19 libbenchmark-dev pkg-config shellcheck)

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

apt_install() {
  "$@" apt-get -o DPkg::Lock::Timeout=120 update
  # Nothing may be removed for it: Debian's default Boost, say, conflicts with the one that is needed.
  "$@" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install \
    --yes --no-install-recommends --no-remove "${missing[@]}"
}

install_packages() {
  missing=()
  local package
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "-- This is no Debian: taking what is here ($*)"
    return
  fi
  for package; do installed "$package" || missing+=("$package"); done
  if ((${#missing[@]} == 0)); then
    say "-- Debian packages: all $# are here"
    return
  fi
  local -a as_root=()
  if ((EUID != 0)); then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [[ $terminal ]] && sudo -v; }; }; then
      as_root=(sudo)
    else
      say "These Debian packages are missing, and installing them takes root. Type:"
      say "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
      exit 1
    fi
  fi
  must apt "Installing Debian packages: ${missing[*]}" apt_install "${as_root[@]}"
  sed -n 's/^Need to get /   downloaded /p' "$logs/apt.log"
}

# --- the Python package --------------------------------------------------------------------------------------------------

pick_python() {
  local candidate
  for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      python=$(command -v "$candidate")
      return
    fi
  done
  die "Python 3.10 or newer with the module venv is needed"
}

# checksum PATH...: one for the contents and names of all files there.
checksum() {
  find "$@" -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# current NAME VALUE: whether the stamp NAME holds VALUE; stamp NAME VALUE writes it.
current() { [[ -f $build/stamp/$1 && $(<"$build/stamp/$1") == "$2" ]]; }
stamp() { mkdir -p "$build/stamp" && printf '%s\n' "$2" >"$build/stamp/$1"; }

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }

make_environment() {
  rm -rf -- "$venv" "$build"/stamp/extra-*
  "$python" -m venv "$venv"
  "$venv/bin/python" - >"$build/build-requires.txt" <<'PYTHON'
try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["build-system"]["requires"], sep="\n")
PYTHON
  pip install -r "$build/build-requires.txt"
}

build_wheel() {
  rm -rf -- "$dist"
  pip wheel --no-build-isolation --no-deps --wheel-dir "$dist" .
}

# Dependencies first: where all are there, nothing is looked for on the network.
install_wheel() {
  local wheel
  wheel=$(echo "$dist"/coalign-*.whl)
  pip install "${wheel}[$1]"
  pip install --force-reinstall --no-deps "$wheel"
}

# install_package EXTRA...: the package with these extras, in the virtual environment.
install_package() {
  local key extra stale='' all
  pick_python
  key="$root $("$python" -VV | tr '\n' ' ') $(checksum pyproject.toml)"
  if ! current environment "$key" || [[ ! -x $venv/bin/python ]]; then
    must environment "Making a virtual environment with what building needs" make_environment
    rm -f -- "$build/stamp/wheel" "$build/stamp/package"
    stamp environment "$key"
  fi
  key=$(checksum pyproject.toml CMakeLists.txt LICENSE README.md cmake/*.cmake include src bindings/python examples)
  if ! current wheel "$key"; then
    must wheel "Building the Python package" build_wheel
    stamp wheel "$key"
  fi
  for extra; do current "extra-$extra" "$key" || stale=1; done
  if [[ $stale ]] || ! current package "$key"; then
    all=$(IFS=,; echo "$*")
    must package "Installing the Python package (coalign[$all])" install_wheel "$all"
    for extra; do stamp "extra-$extra" "$key"; done
    stamp package "$key"
  else
    say "-- Python package: up to date"
  fi
}

# --- tests ---------------------------------------------------------------------------------------------------------------

suites=()

# suite NAME FILE: a row of the summary; the file says what ran, and one that is missing counts as a failure.
suite() { suites+=("$1=$2"); }

# check FILE NAME STEP...: a step as one check, noted in the Test Anything Protocol.
check() {
  local file=$1 name=$2
  shift 2
  step "$@"
  if ((status == 0)); then printf 'ok - %s\n' "$name"; else printf 'not ok - %s\n' "$name"; fi >>"$file"
}

# cpp_tests PRESET TEXT [CMAKE ARGUMENT]...
cpp_tests() {
  local preset=$1 text=$2
  shift 2
  suite "C++ tests, $text" "$results/$preset.xml"
  step "$preset-configure" "Configuring ($preset)" cmake --preset "$preset" "$@"
  ((status == 0)) || return 0
  step "$preset-build" "Building library and tests ($preset)" cmake --build --preset "$preset"
  ((status == 0)) || return 0
  step "$preset-test" "Running the C++ tests ($preset)" ctest --preset "$preset" --output-junit "$results/$preset.xml" \
    --test-output-size-passed 1000000 --test-output-size-failed 1000000
}

python_tests() {
  suite "Python tests" "$results/pytest.xml"
  step pytest "Running the Python tests" "$venv/bin/python" -m pytest -q --junit-xml "$results/pytest.xml"
}

cpp_files() { find include src bindings tests benchmarks examples -name '*.[ch]' -o -name '*.[ch]pp'; }

lint() {
  local file=$results/lint.tap
  suite "Linters" "$file"
  : >"$file"
  mapfile -t sources < <(cpp_files | LC_ALL=C sort)
  check "$file" clang-format clang-format "clang-format" clang-format-19 --dry-run -Werror "${sources[@]}"
  check "$file" shellcheck shellcheck "shellcheck" shellcheck cmake/bootstrap.sh tests/packaging/run.sh .ci/run
  check "$file" mypy mypy "mypy --strict on the installed package" mypy_package
  check "$file" ruff ruff "ruff" ruff
  check "$file" clang-tidy clang-tidy "clang-tidy" tidy
}

mypy_package() { "$venv/bin/python" -m mypy --strict --cache-dir "$build/mypy" -p coalign; }

ruff() {
  "$venv/bin/ruff" check --cache-dir "$build/ruff" bindings/python cmake tests
  "$venv/bin/ruff" format --check --cache-dir "$build/ruff" bindings/python cmake tests
}

# What is compiled into the library, its sources together as they are compiled, and every header by way of one file that
# includes them all: most of the time goes to what they share.
tidy() {
  local headers=$build/tidy/headers.cpp
  mkdir -p -- "$build/tidy"
  (cd include && find coalign -name '*.hpp' | LC_ALL=C sort | sed 's/.*/#include <&>/') >"$headers"
  {
    printf '%s\n' "$headers"
    find build/clang/CMakeFiles/coalign_io.dir/Unity -name '*.cxx'
    find src/io -name '*.cpp' ! -name 'read_*' ! -name 'report_*' ! -name 'write_*'
    find src/batch -name '*.cpp' ! -name 'kernels.cpp'
  } | xargs -P "$CMAKE_BUILD_PARALLEL_LEVEL" -n 1 clang-tidy-19 --quiet --config-file=.clang-tidy -p build/clang \
    --checks=-bugprone-suspicious-include --header-filter='(coalign/.*[.]hpp|src/io/.*)$'
}

# packaging COMPILER PRESET: the preset's tree is what gets installed.
packaging() {
  local file=$results/packaging-$1.tap
  suite "Packaging, $1" "$file"
  step "packaging-$1" "Consumers by find_package, add_subdirectory and pkg-config ($1)" \
    tests/packaging/run.sh "$1" "build/$2" "$build/packaging-$1" "$file"
}

wheel_contents() {
  "$venv/bin/python" - "$1" <<'PYTHON'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
print(*names, sep="\n")
need = ["coalign/py.typed", "coalign/_core/__init__.pyi", "coalign/_core.abi3.so", "coalign/examples/cio_cmo.json"]
assert not [name for name in need if name not in names], "missing"
assert all(name.startswith(("coalign/", "coalign-")) for name in names), "stray file"
assert not [name for name in names if name.endswith((".hpp", ".h", ".cpp", ".cmake", ".a"))], "C++ file"
PYTHON
}

# The wheel in an environment of its own: first what everyone gets, then the command line.
fresh_install() {
  local wheel=$1 fresh=$build/fresh status=0
  rm -rf -- "$fresh"
  "$python" -m venv "$fresh"
  "$fresh/bin/python" -m pip --disable-pip-version-check install --no-index --find-links "$build/wheelhouse" "$wheel"
  cd / # so that nothing of the sources is in reach
  "$fresh/bin/python" -c 'import coalign'
  "$fresh/bin/coalign" demo || status=$?
  ((status != 0)) || { echo "without its extra the command line should say what it needs"; return 1; }
  "$fresh/bin/python" -m pip --disable-pip-version-check install --no-index --find-links "$build/wheelhouse" "${wheel}[cli]"
  "$fresh/bin/coalign" --version
  "$fresh/bin/coalign" demo
}

wheel() {
  local file=$results/wheel.tap path key
  path=$(echo "$dist"/coalign-*.whl)
  suite "Wheel" "$file"
  : >"$file"
  key=$(checksum pyproject.toml)
  if ! current wheelhouse "$key"; then
    step wheelhouse "Collecting what the wheel depends on" pip download --dest "$build/wheelhouse" "${path}[cli]"
    ((status == 0)) || return 0
    rm -f -- "$build"/wheelhouse/coalign-*.whl
    stamp wheelhouse "$key"
  fi
  check "$file" contents wheel-contents "What the wheel holds" wheel_contents "$path"
  check "$file" install wheel-install "The wheel in a fresh environment" fresh_install "$path"
}

summary() {
  say "Took $SECONDS s."
  "$venv/bin/python" cmake/summary.py "${suites[@]}"
}

# --- commands ------------------------------------------------------------------------------------------------------------

command=${1-}
option=${2-}
case "$command $option" in
  "demo " | "test " | "test --all") ;;
  "--help " | "-h " | "help ") usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
(($# <= 2)) || { usage >&2; exit 2; }

terminal=''
[[ -t 0 ]] && terminal=1
exec </dev/null
cd -- "$root"
mkdir -p -- "$logs" "$results"
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$CMAKE_BUILD_PARALLEL_LEVEL}

case "$command $option" in
  "demo ")
    install_packages "${packages_demo[@]}"
    install_package cli
    say "-- Ready after $SECONDS s: $venv/bin/coalign demo"
    say
    "$venv/bin/coalign" demo
    ;;
  "test ")
    rm -f -- "$results"/*
    install_packages "${packages_demo[@]}" "${packages_test[@]}"
    install_package cli test
    python_tests
    cpp_tests dev "gcc"
    summary
    ;;
  "test --all")
    rm -f -- "$results"/*
    install_packages "${packages_demo[@]}" "${packages_test[@]}" "${packages_all[@]}"
    install_package cli test lint
    python_tests
    cpp_tests dev "gcc"
    cpp_tests asan "address and undefined-behaviour sanitizers"
    cpp_tests clang "clang 19" -D COALIGN_BUILD_BENCHMARKS=ON
    packaging g++ dev
    packaging clang++-19 clang
    wheel
    lint
    summary
    ;;
esac
