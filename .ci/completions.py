"""Types the beginning of a line into bash, zsh and fish, and reads what each offers at the Tab key."""

import os, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

COMMAND = Path(sys.argv[1]).resolve()
# What is typed, what must be offered for its last word, and what must not.
CASES = [
    ("breakeven ", ["ask", "report", "completions"], []),
    ("breakeven re", ["report"], ["ask"]),
    ("breakeven ask --re", ["--requests", "--region"], ["--bill"]),
    ("breakeven ask --kind r", ["rag"], ["chat"]),
    ("breakeven ask --model meta-llama/Llama-3.3", ["meta-llama/Llama-3.3-70B-Instruct"], ["Qwen/Qwen3-32B"]),
    ("breakeven ask --model qwen/qwen3-3", ["Qwen/Qwen3-32B"], []),
    ("breakeven ask --gpu H1", ["H100-SXM"], ["A100-80GB"]),
    ("breakeven ask --own 8xA100-8", ["8xA100-80GB"], ["8xH100-SXM"]),
    ("breakeven ask --today openai/gpt-5.4-m", ["openai/gpt-5.4-mini"], ["openai/gpt-5.4"]),
    ("breakeven estimate --engine sgl", ["SGLang 2025"], ["vLLM 2025"]),
    ("breakeven report work", ["workload.json"], ["ask"]),
    ("breakeven report 'a f", ["a file.json"], []),
    ("breakeven ask --save work", ["workload.json"], []),
    ("breakeven report workload.json --format m", ["markdown"], ["html"]),
    ("breakeven catalog g", ["gpus"], ["apis"]),
    ("breakeven completions ", ["bash", "fish", "zsh"], []),
]

BASH = """
source breakeven.bash
line=$1
# As readline splits a line: also at the equals sign.
if [[ "$line" == *\\'* ]]; then
  COMP_WORDS=(${line%%\\'*} "${line#*\\'}")
else
  COMP_WORDS=($line)
  [[ "$line" == *" " ]] && COMP_WORDS+=("")
fi
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
_breakeven
printf '%s\\n' "${COMPREPLY[@]}"
"""

# A zsh in a terminal of its own, whose list of matches is written out instead of being shown.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
await() {
  local chunk all=
  while zpty -r shell chunk; do
    all+=$chunk
    [[ $all == *$1* ]] && return
  done
}
zpty -w shell "PS1= PROMPT= RPS1=; unsetopt zle_bracketed_paste 2>/dev/null; cd $PWD; fpath=($PWD/zfunc \$fpath)
PATH=$PATH; autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' list-prompt ''; LISTMAX=100000
setopt no_list_beep no_auto_menu; bindkey '^I' complete-word
offered() {
  compadd() {
    if [[ \${@[(I)-[OAD]]} -gt 0 ]]; then builtin compadd \"\$@\"; return; fi
    local -a matched
    builtin compadd -O matched \"\$@\"
    print -rl -- \$matched >> $PWD/$2
    builtin compadd \"\$@\"
  }
  _main_complete \"\$@\"
  unfunction compadd
}
zle -C offered complete-word offered; bindkey '^X' offered
echo rea''dy"
await ready
zpty -w -n shell "$1"$'\x18'
for try in {1..40}; do
  sleep 0.1
  [[ -s $2 ]] && break
done
sleep 0.3
zpty -d shell
"""


def offered(shell, line, folder):
    environment = dict(os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}", HOME=str(folder), TERM="dumb")
    if shell == "bash":
        run = ["bash", "--norc", "-c", BASH, "bash", line]
    elif shell == "fish":
        run = ["fish", "--no-config", "-c", "source breakeven.fish; complete -C $argv[1]", line]
    else:
        matches = tempfile.mkstemp(prefix="offered", dir=folder)[1]
        run = ["zsh", "-f", "-c", ZSH, "zsh", line, Path(matches).name]
    done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    text = Path(matches).read_text() if shell == "zsh" else done.stdout
    if shell != "zsh" and done.stderr.strip():
        text += "\n" + done.stderr
    # fish tells the meaning of a word behind a tab.
    return [part.split("\t")[0] for part in text.splitlines()]


failures = []
with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch)
    for name in ("bin", "zfunc"):
        (folder / name).mkdir()
    (folder / "bin/breakeven").symlink_to(COMMAND)
    for name in ("workload.json", "a file.json"):
        (folder / name).write_text("{}")
    for shell, path in (("bash", "breakeven.bash"), ("fish", "breakeven.fish"), ("zsh", "zfunc/_breakeven")):
        script = subprocess.run([COMMAND, "completions", shell], capture_output=True, text=True, check=True)
        (folder / path).write_text(script.stdout)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda case: offered(shell, case[0], folder), CASES))
        for (line, wanted, unwanted), words in zip(CASES, answers):
            # zsh keeps a count that is typed apart, and fish a quotation mark.
            bare = {word.strip("'\"") for word in words} | {word.replace("\\ ", " ") for word in words}
            if shell == "zsh":
                count = line.split()[-1].split("x")[0] + "x" if "x" in line.split()[-1] else ""
                bare |= {count + word for word in bare}
            for word in wanted:
                if word not in bare:
                    failures.append(f"{shell}: '{line}' does not offer {word}, but {sorted(bare)[:12]}")
            for word in unwanted:
                if word in bare:
                    failures.append(f"{shell}: '{line}' offers {word}")
        print(f"{shell}: {len(CASES)} lines")

for failure in failures:
    print("FAILED:", failure)
if failures:
    sys.exit(f"{len(failures)} of the completions are missing")
