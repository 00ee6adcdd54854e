package paas.platform.oneoff.reach;

import java.util.List;
import paas.platform.fault.Rejected;

/**
 * Files to be copied out of an instance or into it, as a tar on stdout or stdin.
 *
 * <p>The copying is done by {@code sh} and {@code tar} of the app's image, as the app's user, and
 * not by the engine's own archive calls: those read and write as root, past the app's user and past
 * what is mounted. What a hostile archive can do is what the app can do anyway.
 *
 * @param path in the instance; a relative one starts at the image's working directory
 */
public sealed interface CopyRequest {
  /** The longest path in Linux (PATH_MAX). */
  int LONGEST = 4095;

  String path();

  /** The program and its arguments. */
  List<String> program();

  /** What the log says was done. */
  String doing();

  /** A directory comes as {@code ./} and what is in it, anything else as one file. */
  record Out(String path) implements CopyRequest {
    private static final String SCRIPT =
        """
        command -v tar >/dev/null || { echo "the image has no tar, which copies need" >&2; exit 127; }
        if [ -d "$1" ]; then cd -- "$1" && tar -cf - .
        elif [ -e "$1" ]; then
          case $1 in */*) cd -- "${1%/*}/" || exit ;; esac
          tar -chf - "./${1##*/}"
        else echo "$1: no such file or directory" >&2; exit 1
        fi
        code=$?
        # GNU tar ends with 1 when a file, a log say, grew while it was read: that is no failure.
        [ "$code" -ne 1 ] || case $(tar --version 2>/dev/null) in *GNU*) code=0 ;; esac
        exit "$code"
        """;

    public Out {
      check(path);
    }

    @Override
    public List<String> program() {
      return List.of("/bin/sh", "-c", SCRIPT, "ps:copy", path);
    }

    @Override
    public String doing() {
      return "Copy of " + path + " out of";
    }
  }

  /**
   * The archive holds {@code content}, a file or a directory with what is in it, and after that, as
   * a mark of its end, {@code whole}.
   *
   * @param name what it is called in {@code path}, where that is a directory
   */
  record In(String path, String name) implements CopyRequest {
    /** Everything is unpacked aside and then moved: a copy that breaks off leaves nothing. */
    private static final String SCRIPT =
        """
        command -v tar >/dev/null || { echo "the image has no tar, which copies need" >&2; exit 127; }
        if [ -d "$1" ]; then to=${1%/}/$2; else to=$1; fi
        case $to in */) echo "$to: no such directory" >&2; exit 1 ;; */*) at=${to%/*}/ ;; *) at=./ ;; esac
        if [ ! -d "$at" ]; then echo "$at: no such directory" >&2; exit 1; fi
        if [ -d "$to" ]; then echo "$to: there is a directory of that name already" >&2; exit 1; fi
        aside=$at.paas-copy-$$
        trap 'rm -rf -- "$aside"' EXIT
        trap 'exit 129' HUP INT TERM
        mkdir -- "$aside" && tar -xof - -C "$aside" || exit 1
        # GNU tar takes an archive for whole that ends between two entries.
        if [ ! -e "$aside/whole" ]; then echo "the copy broke off" >&2; exit 1; fi
        mv -f -- "$aside/content" "$to"
        """;

    public In {
      check(path);
      if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
        throw Rejected.invalid("'name' must be a file's name, without a directory.");
      }
      check(name);
    }

    @Override
    public List<String> program() {
      return List.of("/bin/sh", "-c", SCRIPT, "ps:copy", path, name);
    }

    @Override
    public String doing() {
      return "Copy of " + name + " to " + path + " in";
    }
  }

  private static void check(String path) {
    if (path.isEmpty() || path.length() > LONGEST || path.chars().anyMatch(c -> c < ' ')) {
      throw Rejected.invalid(
          "'path' must be 1 to " + LONGEST + " characters without control characters.");
    }
  }
}
