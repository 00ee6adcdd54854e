package paas.platform.deploy.vitals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.runner.CommandProbe;
import paas.runner.EngineRefused;
import paas.runner.NoSuchContainer;
import paas.runner.Probe;
import paas.runner.engine.EngineUnavailable;

/** Asks for real. One thread keeps the time; each question has a virtual thread while it lasts. */
public final class LiveAsker implements Asker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveAsker.class);

  /** Questions beyond these wait their turn. */
  private static final int MOST_AT_ONCE = 64;

  /** Commands need the engine: one that hangs must not keep the others from being asked. */
  private static final int MOST_COMMANDS = 16;

  private final Probe port;
  private final CommandProbe command;
  private final HttpAsk http;
  private final InstantSource clock;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
  private final Semaphore commands = new Semaphore(MOST_COMMANDS);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("health-timer").factory());

  public LiveAsker(Probe port, CommandProbe command, InstantSource clock) {
    this.port = port;
    this.command = command;
    this.http = new HttpAsk();
    this.clock = clock;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void ask(
      Patient patient, Ask ask, Duration timeout, Duration after, Consumer<Answer> told) {
    if (!timer.isShutdown()) {
      timer.schedule(
          () -> begin(() -> told.accept(inTurn(patient, ask, timeout))),
          after.toNanos(),
          TimeUnit.NANOSECONDS);
    }
  }

  private static void begin(Runnable question) {
    Thread.ofVirtual().name("health-check").start(question);
  }

  private Answer inTurn(Patient patient, Ask ask, Duration timeout) {
    boolean within = ask instanceof Ask.Line || ask instanceof Ask.Program;
    Semaphore room = within ? commands : turns;
    room.acquireUninterruptibly();
    try {
      return answer(patient, ask, timeout);
    } catch (RuntimeException e) {
      LOG.error("A health check of {} could not be made", patient.id().value(), e);
      return new Answer.Unasked(probe(ask.toString(), "could not be asked", "", Duration.ZERO));
    } finally {
      room.release();
    }
  }

  /** Asks now, on the caller's thread. */
  public Answer answer(Patient patient, Ask ask, Duration timeout) {
    return switch (ask) {
      case Ask.Port(var other) -> port(patient, other.orElse(patient.port()), timeout);
      case Ask.Http question -> http.answer(patient, question, timeout);
      case Ask.Line(var line) -> {
        List<String> words = new ArrayList<>(patient.launcher());
        words.add(line);
        yield command(patient, line, words, timeout);
      }
      case Ask.Program(var words) -> command(patient, String.join(" ", words), words, timeout);
      case Ask.Uptime(var atLeast) -> uptime(patient, atLeast);
    };
  }

  private Answer port(Patient patient, int number, Duration timeout) {
    long start = System.nanoTime();
    boolean listens = port.listening(patient.address(), number, timeout);
    Answer.Probe probe =
        probe(
            "connect to " + patient.address() + ":" + number,
            listens ? "it listens" : "nothing listens there",
            "",
            Duration.ofNanos(System.nanoTime() - start));
    return listens ? new Answer.Well(probe) : new Answer.Silent(probe);
  }

  private Answer uptime(Patient patient, Duration atLeast) {
    Duration age = Duration.between(patient.since(), clock.instant());
    Answer.Probe probe =
        probe("uptime of " + atLeast.toSeconds() + " s", age.toSeconds() + " s", "", Duration.ZERO);
    return age.compareTo(atLeast) >= 0 ? new Answer.Well(probe) : new Answer.Silent(probe);
  }

  private Answer command(Patient patient, String shown, List<String> words, Duration timeout) {
    String asked = "run " + shown;
    long start = System.nanoTime();
    try {
      CommandProbe.Result result = command.run(patient.id(), words, timeout);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      String came = result.exit().map(code -> "status " + code).orElse(late(timeout));
      Answer.Probe probe = probe(asked, came, result.output(), took);
      return result.exit().equals(Optional.of(0)) ? new Answer.Well(probe) : new Answer.Ill(probe);
    } catch (EngineRefused e) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Answer.Ill(
          probe(asked, "could not be started", String.valueOf(e.getMessage()), took));
    } catch (NoSuchContainer | EngineUnavailable e) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Answer.Unasked(
          probe(asked, "could not be asked", String.valueOf(e.getMessage()), took));
    }
  }

  private static String late(Duration timeout) {
    return "not done within " + timeout.toSeconds() + " s, so it was killed";
  }

  private static Answer.Probe probe(String asked, String came, String said, Duration took) {
    return new Answer.Probe(asked, came, Excerpt.of(said), took);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.close();
  }
}
