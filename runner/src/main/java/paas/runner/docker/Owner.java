package paas.runner.docker;

import java.util.Optional;
import java.util.regex.Pattern;

/** A user and group by their numbers. */
record Owner(int uid, int gid) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * Whom a container's {@code user} means: a number, or a name of its {@code /etc/passwd}, with or
   * without a group; empty where that cannot be known. A group that is a name is left at 0.
   */
  static Optional<Owner> of(String user, String passwd) {
    String[] parts = user.split(":", 2);
    Optional<Owner> entry = entry(parts[0], passwd);
    if (parts.length == 2 && NUMBER.matcher(parts[1]).matches()) {
      return entry.map(known -> new Owner(known.uid(), Integer.parseInt(parts[1])));
    }
    return entry;
  }

  private static Optional<Owner> entry(String name, String passwd) {
    boolean number = NUMBER.matcher(name).matches();
    Optional<Owner> known =
        passwd
            .lines()
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length >= 4 && fields[number ? 2 : 0].equals(name))
            .filter(fields -> NUMBER.matcher(fields[2]).matches())
            .filter(fields -> NUMBER.matcher(fields[3]).matches())
            .map(fields -> new Owner(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
            .findFirst();
    return number ? known.or(() -> Optional.of(new Owner(Integer.parseInt(name), 0))) : known;
  }
}
