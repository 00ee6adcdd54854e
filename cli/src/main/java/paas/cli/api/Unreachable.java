package paas.cli.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** Turns a broken connection into what the user is told. */
public final class Unreachable {
  private Unreachable() {}

  public static Failure because(IOException e, String url) {
    if (e instanceof ConnectException) {
      return Failure.of(
          ExitCode.UNAVAILABLE,
          "Cannot reach the platform at " + url + ": is it running? (bin/up)");
    }
    if (e instanceof UnknownHostException) {
      return Failure.of(
          ExitCode.UNAVAILABLE,
          "Cannot reach the platform at " + url + ": the host name does not resolve.",
          "Check the URL; log in at another one: paas login --url URL");
    }
    if (e instanceof SocketTimeoutException) {
      return Failure.of(
          ExitCode.UNAVAILABLE, "The platform at " + url + " did not answer in time.");
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Failure.of(
        ExitCode.UNAVAILABLE, "The connection to the platform at " + url + " failed: " + message);
  }
}
