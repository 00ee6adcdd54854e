package paas.platform.api.runs;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.oneoff.Attached;
import paas.platform.oneoff.Pending;
import paas.platform.oneoff.Window;

/**
 * A one-off, or a way into an instance, with its user attached, on three threads: one starts it and
 * passes its output on, one feeds it, one looks whether its user may, and can, still be there. A
 * user who is gone hangs it up.
 */
final class AttachedRun {
  private static final Logger LOG = LoggerFactory.getLogger(AttachedRun.class);
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Wire wire;
  private final Pending wanted;
  private final Intake intake;
  private final AtomicReference<Optional<Attached>> running =
      new AtomicReference<>(Optional.empty());
  private final AtomicBoolean gone = new AtomicBoolean();
  private final Thread output;
  private final Thread input;
  private final Presence presence;

  /** {@code allowed} says whether the user's token and part in the app still stand. */
  AttachedRun(Wire wire, Pending wanted, BooleanSupplier allowed) {
    this.wire = wire;
    this.wanted = wanted;
    this.intake = new Intake(wire);
    this.output = Thread.ofVirtual().name(wanted.name() + "-output").unstarted(this::run);
    this.input = Thread.ofVirtual().name(wanted.name() + "-input").unstarted(this::feed);
    this.presence =
        new Presence(wanted.name() + "-watch", allowed, wire::ping, this::showOut, LOOK);
  }

  /** Returns at once. */
  void start() {
    output.start();
  }

  /** On the event loop. */
  void received(WebSocketFrame frame) {
    intake.received(frame);
  }

  /** From any thread, any number of times. */
  void userGone() {
    if (gone.compareAndSet(false, true)) {
      hangUp();
    }
  }

  private void hangUp() {
    running
        .get()
        .ifPresent(run -> Thread.ofVirtual().name(wanted.name() + "-hangup").start(run::hangUp));
  }

  private void run() {
    try (Attached run = wanted.attach()) {
      running.set(Optional.of(run));
      input.start();
      presence.start();
      if (gone.get()) {
        hangUp();
      }
      int code = run.await((error, bytes) -> wire.data(error ? STDERR : STDOUT, bytes));
      tell(new Control.Exit(code));
    } catch (Rejected e) {
      tell(new Control.Error(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("{} of app {} broke off", wanted.name(), wanted.app().name(), e);
      tell(new Control.Error(shown(e)));
    } finally {
      gone.set(true);
      intake.end();
      presence.end();
      wire.close();
    }
  }

  /** What the engine says is for the user; what we do wrong is for our log. */
  private static String shown(RuntimeException e) {
    return e instanceof Unavailable
        ? String.valueOf(e.getMessage())
        : "The platform failed at this; its log says why.";
  }

  private void tell(Control last) {
    try {
      wire.control(last);
    } catch (IOException e) {
      LOG.debug("{} ended unseen", wanted.name(), e);
    }
  }

  private void feed() {
    try {
      Intake.Item item = intake.take();
      while (!(item instanceof Intake.Item.End)) {
        deal(running.get().orElseThrow(), item);
        intake.done(item);
        item = intake.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a process that has ended does not take is dropped. */
  private void deal(Attached run, Intake.Item item) {
    try {
      switch (item) {
        case Intake.Item.Data(byte[] bytes) -> run.feed(bytes);
        case Intake.Item.Command(Control control) -> obey(run, control);
        case Intake.Item.End e -> {}
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} does not take its input", wanted.name(), e);
    }
  }

  private static void obey(Attached run, Control control) throws IOException {
    switch (control) {
      case Control.Resize(int columns, int lines) -> run.resize(new Window(columns, lines));
      case Control.Signal(String name) -> run.signal(name);
      case Control.Eof() -> run.endInput();
      case Control.Exit e -> {}
      case Control.Error e -> {}
    }
  }

  private void showOut(Optional<String> why) {
    try {
      wire.showOut(why.map(Control.Error::new));
    } finally {
      userGone(); // whatever becomes of the words: the shell is not to outlive the right to it
    }
  }
}
