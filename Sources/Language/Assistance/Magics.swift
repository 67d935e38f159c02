/// What to say to a habit from IPython, in one line.
func magicAnswer(_ name: String) -> String {
  switch name {
  case "matplotlib", "pylab": "charts are always shown in place; nothing needs to be turned on"
  case "time", "timeit", "prun": "show runs tells how long each run took"
  case "pip", "conda", "env": "there is nothing to install here; run it in a terminal"
  case "load", "run", "store": "write it without the %: load evals FILE, run, use store FILE"
  case "history", "hist", "recall", "rerun":
    "the arrow keys recall earlier lines; show runs and show epochs tell what was done"
  case "who", "whos", "who_ls", "reset": "show space, show evals and show store tell what is there"
  case "cd", "pwd", "ls", "cat", "bash", "sh", "system", "writefile":
    "shell commands are not available here; run it in a terminal"
  case "python", "python3", "html", "javascript", "js", "R", "ruby", "perl":
    "a cell holds commands of Chaos Llama; help lists them"
  default: "there is no %\(name); commands are written without %, and help lists them"
  }
}
