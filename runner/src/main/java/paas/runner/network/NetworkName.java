package paas.runner.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import paas.runner.AppKey;
import paas.runner.AppLink;
import paas.runner.Scope;

/** How an app's network and its bridge interface are called. */
public final class NetworkName {
  private static final String BRIDGE_PREFIX = "paas";

  /** How many characters tell platforms on one host apart: 20 bits. */
  private static final int PLATFORM_LENGTH = 4;

  /** Linux allows 15 characters for an interface. */
  private static final int BRIDGE_LENGTH = 15;

  /** Of the digits of a hash, 62 bits. */
  private static final int LINK_LENGTH = 12;

  private NetworkName() {}

  public static String of(Scope scope, AppKey app) {
    return "paas-" + scope.platform() + "-" + app.id().replace("-", "").substring(0, 12);
  }

  /** The network of a link of two apps. */
  public static String of(Scope scope, AppLink link) {
    return "paas-" + scope.platform() + "-link-" + digits(ids(link)).substring(0, LINK_LENGTH);
  }

  /** What the bridges of a platform begin with, and firewall rules match them by. */
  public static String bridges(Scope scope) {
    return BRIDGE_PREFIX + digits(scope.platform()).substring(0, PLATFORM_LENGTH);
  }

  /** Hashed from the app's id, so that two apps' bridges do not clash: 7 characters, 36 bits. */
  public static String bridge(Scope scope, AppKey app) {
    return named(scope, app.id());
  }

  /** The bridge of a link of two apps. */
  public static String bridge(Scope scope, AppLink link) {
    return named(scope, ids(link));
  }

  /** The bridge of the network that builds run in. */
  public static String buildBridge(Scope scope) {
    return named(scope, "build");
  }

  private static String ids(AppLink link) {
    return link.one().id() + " " + link.other().id();
  }

  private static String named(Scope scope, String what) {
    String prefix = bridges(scope);
    String digits = digits(scope.platform() + "/" + what);
    return prefix + digits.substring(0, BRIDGE_LENGTH - prefix.length());
  }

  private static String digits(String text) {
    return new BigInteger(1, sha256(text)).toString(36);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
