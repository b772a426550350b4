# Types a line and Tab into an interactive zsh and prints what the line has become.
# Usage: zsh -f zsh-driver.zsh SCRIPT LINE
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; source ${(q)1}"
zpty -w shell 'finish() { print -r -- "<line>$BUFFER</line>" }; zle -N finish; bindkey "^X" finish'
zpty -w shell "print rea''dy"
zpty -r shell output '*ready*'
zpty -w -n shell "$2"$'\t\x18'
zpty -r shell output '*</line>*'
print -r -- "$output"
zpty -d shell
