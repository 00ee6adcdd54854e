package paas.router;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program that holds the listening sockets, {@code bin/lib/keep-router}, as its router sees it:
 * a socket in the place of the standard input, over which the two tell each other one word a line.
 */
final class Keeper {
  /** What the keeper asks for. */
  enum Order {
    /** Another router serves, or the keeper is gone: end when what is in flight has ended. */
    RETIRE,
    /** Nobody will serve: end soon. */
    STOP
  }

  private final CompletableFuture<Order> order = new CompletableFuture<>();

  private Keeper() {}

  /** The keeper that the environment speaks of, where there is one. */
  static Optional<Keeper> of(Map<String, String> environment) {
    if (!environment.containsKey("PAAS_ROUTER_KEPT")) {
      return Optional.empty();
    }
    Keeper keeper = new Keeper();
    Thread.ofPlatform().daemon().name("keeper").start(keeper::listen);
    return Optional.of(keeper);
  }

  private void listen() {
    try (BufferedReader words =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.US_ASCII))) {
      String word = words.readLine();
      order.complete("stop".equals(word) ? Order.STOP : Order.RETIRE);
    } catch (IOException e) {
      order.complete(Order.RETIRE);
    }
  }

  /** Tells that this router serves, so that the one before it may retire. */
  void serving() {
    say("serving");
  }

  /** Waits for an order. */
  void awaitOrder() {
    order.join();
  }

  /**
   * The order that was given; else asks to be replaced, serves on meanwhile, and takes the next.
   */
  Order askToLeave(Duration atMost) {
    try {
      if (!order.isDone()) {
        say("leaving");
      }
      return order.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | UncheckedIOException e) {
      return Order.STOP;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Order.STOP;
    }
  }

  private static void say(String word) {
    // Never closed: it is the socket that is read from.
    FileOutputStream out = new FileOutputStream(FileDescriptor.in);
    try {
      out.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("The keeper of the router does not listen any more", e);
    }
  }
}
