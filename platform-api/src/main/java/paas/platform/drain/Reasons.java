package paas.platform.drain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import paas.builder.fetch.RefusedAddress;

/** Failures of a sending, in words for users: a clause without a full stop. */
final class Reasons {
  /** The other end has a say in them. */
  private static final int LONGEST = 200;

  private Reasons() {}

  static String of(IOException failure) {
    String reason = reason(failure);
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case RefusedAddress e -> String.valueOf(e.getMessage());
      case UnknownHostException e -> "its host name is not known";
      case ConnectException e -> "nothing listens there";
      case SocketTimeoutException e -> "it takes or answers nothing in time";
      case SSLException e -> "TLS does not come about: " + e.getMessage();
      case SocketException e -> "the connection broke: " + e.getMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
