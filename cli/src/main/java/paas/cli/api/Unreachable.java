package paas.cli.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Dialer;
import paas.cli.http.UnreadableRoots;

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
    Optional<Failure> untrusted = untrusted(e, url);
    if (untrusted.isPresent()) {
      return untrusted.get();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Failure.of(
        ExitCode.UNAVAILABLE, "The connection to the platform at " + url + " failed: " + message);
  }

  private static Optional<Failure> untrusted(IOException e, String url) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableRoots) {
        return Optional.of(
            Failure.of(
                ExitCode.USAGE,
                String.valueOf(cause.getMessage()),
                "Let it name a file with certificates in PEM form, or unset it."));
      }
    }
    if (!Dialer.isUntrusted(e)) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(
            ExitCode.UNAVAILABLE,
            "The certificate of the platform at "
                + url
                + " is not trusted: no authority that this computer knows has issued it.",
            "If the platform has an authority of its own, name its certificate (a PEM file):"
                + " export PAAS_CA=FILE"));
  }
}
