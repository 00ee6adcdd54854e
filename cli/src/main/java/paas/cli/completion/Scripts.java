package paas.cli.completion;

/** What shells evaluate. Names of apps are asked for when they are wanted; all else stands here. */
final class Scripts {
  /** Bash takes a colon for the end of a word, and replaces only what stands behind the last. */
  private static final String BASH =
      """
      # eval "$(paas completion bash)"
      _paas() {
        local typed=${COMP_LINE:0:COMP_POINT} word former found=
        local -a words
        read -ra words <<<"$typed"
        case $typed in *[[:space:]]) words+=('') ;; esac
        word=${words[${#words[@]}-1]}
        former=${words[${#words[@]}-2]}
        if [ ${#words[@]} -eq 2 ] || [ "$former" = help ]; then
          found='@NAMES@'
        elif [ "$former" = -a ] || [ "$former" = --app ]; then
          found=$("${words[0]}" completion apps 2>/dev/null)
        else
          case $word in -*)
          case ${words[1]} in
      @OPTIONS@
          esac
          esac
        fi
        COMPREPLY=($(compgen -W "$found" -- "$word"))
        case $COMP_WORDBREAKS in *:*) COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}") ;; esac
      }
      complete -o default -F _paas paas\
      """;

  private static final String ZSH =
      """
      # eval "$(paas completion zsh)", behind: autoload -Uz compinit && compinit
      _paas() {
        local former=${words[CURRENT-1]} word=${words[CURRENT]} found=
        if (( CURRENT == 2 )) || [[ $former == help ]]; then
          found='@NAMES@'
        elif [[ $former == -a || $former == --app ]]; then
          found=$("${words[1]}" completion apps 2>/dev/null)
        elif [[ $word == -* ]]; then
          case ${words[2]} in
      @OPTIONS@
          esac
        fi
        if [[ -n $found ]]; then
          compadd -- ${=found}
        else
          _files
        fi
      }
      compdef _paas paas\
      """;

  private Scripts() {}

  /**
   * @param names of all commands, with blanks between them
   * @param options a case for each command, which sets {@code found}
   */
  static String bash(String names, String options) {
    return filled(BASH, names, options);
  }

  /** The same. */
  static String zsh(String names, String options) {
    return filled(ZSH, names, options);
  }

  private static String filled(String script, String names, String options) {
    return script.replace("@NAMES@", names).replace("@OPTIONS@", options);
  }
}
