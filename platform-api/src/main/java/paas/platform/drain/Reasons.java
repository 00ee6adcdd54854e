package paas.platform.drain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import paas.builder.fetch.RefusedAddress;

/** Failures of a sending, in words for users: a clause without a full stop. */
final class Reasons {
  private Reasons() {}

  static String of(IOException failure) {
    return switch (failure) {
      case RefusedAddress e -> String.valueOf(e.getMessage());
      case UnknownHostException e -> "its host name is not known";
      case ConnectException e -> "nothing listens there";
      case SocketTimeoutException e -> "it takes or answers nothing within 30 s";
      case SSLException e -> "TLS does not come about: " + e.getMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
