package paas.platform.secure.dns;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A name server: its name or address, and its port. */
record ServerAddress(String host, int port) {
  private static final int STANDARD = 53;
  private static final int MOST = 65535;

  /** {@code host}, {@code host:port}, {@code 2001:db8::1} or {@code [2001:db8::1]:port}. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?<name>[A-Za-z0-9._-]+)(:(?<port>[0-9]{1,5}))?"
              + "|\\[(?<v6>[0-9a-fA-F:.]+)](:(?<port6>[0-9]{1,5}))?"
              + "|(?<bare>[0-9a-fA-F.]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*)");

  static ServerAddress parse(String setting, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused(setting, text);
    }
    if (form.group("name") != null) {
      return new ServerAddress(form.group("name"), port(setting, text, form, "port"));
    }
    return form.group("v6") != null
        ? new ServerAddress(form.group("v6"), port(setting, text, form, "port6"))
        : new ServerAddress(text, STANDARD);
  }

  private static int port(String setting, String text, Matcher form, String group) {
    int port = form.group(group) == null ? STANDARD : Integer.parseInt(form.group(group));
    if (port == 0 || port > MOST) {
      throw refused(setting, text);
    }
    return port;
  }

  private static Rejected refused(String setting, String text) {
    return Rejected.invalid(
        "%s holds '%s': set it to a name server, as ns1.example.com or 192.0.2.1:53."
            .formatted(setting, text));
  }

  /** Looked up each time: a name server may move. */
  InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return port == STANDARD ? host : host + ":" + port;
  }
}
