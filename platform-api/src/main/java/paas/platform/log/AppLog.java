package paas.platform.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;
import paas.platform.build.BuildJournal;
import paas.platform.deploy.Journal;
import paas.platform.formation.Slot;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.Position;
import paas.router.logs.StreamId;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.capture.CaptureLimits;
import paas.runner.capture.CapturedLine;
import paas.runner.capture.Gap;
import paas.runner.capture.LastOutput;
import paas.runner.capture.OutputCapture;

/** Every app's log, as the rest of the platform writes it. Thread-safe. */
public final class AppLog implements Journal, BuildJournal, Remnant, AutoCloseable {
  private static final String APP = "app";

  private record Writer(StreamId stream, String process) {}

  private final LogRouter router;
  private final Instances instances;
  private final OutputCapture capture;
  private final String platform;
  private final InstantSource clock;
  private final Map<InstanceId, Writer> writers = new ConcurrentHashMap<>();

  /** {@code platform} is the source that platform lines carry: {@code paas}, or {@code heroku}. */
  public AppLog(LogRouter router, Instances instances, String platform, InstantSource clock) {
    this.router = router;
    this.instances = instances;
    this.platform = platform;
    this.clock = clock;
    this.capture = new OutputCapture(this::captured, CaptureLimits.standard()).start();
  }

  @Override
  public void event(AppId app, String text) {
    append(app, APP, "api", text);
  }

  @Override
  public void platform(AppId app, String process, String text) {
    append(app, platform, process, text);
  }

  @Override
  public void output(AppId app, String process, String text) {
    append(app, APP, process, text);
  }

  private void append(AppId app, String source, String process, String text) {
    LogLine.split(clock.instant(), source, process, text)
        .forEach(line -> router.append(stream(app), line));
  }

  /** Asked again later where the engine did not say which file it is. */
  @Override
  public void follow(Instance instance) {
    if (!writers.containsKey(instance.id())) {
      instances.logPath(instance.id()).ifPresent(file -> follow(instance, file));
    }
  }

  private void follow(Instance instance, Path file) {
    Writer writer = new Writer(new StreamId(instance.app().id()), instance.name());
    if (writers.putIfAbsent(instance.id(), writer) == null) {
      Optional<String> position =
          router.position(writer.stream(), origin(instance.id())).map(Position::value);
      capture.follow(instance.id(), file, position);
    }
  }

  /** An instance that was never followed (we were down while it died) is read from the start. */
  @Override
  public void finish(Instance instance) {
    follow(instance);
    capture.finish(instance.id());
    writers.remove(instance.id());
  }

  @Override
  public void gone(AppId app, InstanceId id) {
    capture.finish(id);
    writers.remove(id);
    router.forget(stream(app), origin(id));
  }

  private void captured(InstanceId id, String after, List<CapturedLine> lines, Gap gapBefore) {
    Writer writer = writers.get(id);
    if (writer == null) {
      return;
    }
    List<LogLine> stamped = new ArrayList<>();
    if (gapBefore.isHole()) {
      stamped.add(new LogLine(clock.instant(), platform, writer.process(), missing(gapBefore)));
    }
    for (CapturedLine line : lines) {
      stamped.add(new LogLine(line.time(), APP, writer.process(), line.text()));
    }
    router.append(writer.stream(), origin(id), new Position(after), stamped);
  }

  private static String missing(Gap gap) {
    return switch (gap) {
      case Gap.None n -> "";
      case Gap.Bytes(var count) -> "%d bytes of output rotated away unread".formatted(count);
      case Gap.Unknown u -> "Some output rotated away unread";
    };
  }

  @Override
  public List<String> tail(AppId app, Slot slot, int lines) {
    LogFilter ofSlot = LogFilter.ALL.source(APP).process(slot.toString());
    return router.last(stream(app), lines, ofSlot).stream().map(LogLine::text).toList();
  }

  @Override
  public List<String> tail(Instance instance, int lines) {
    return instances.logPath(instance.id()).map(file -> last(file, lines)).orElse(List.of());
  }

  private static List<String> last(Path file, int lines) {
    try {
      return LastOutput.of(file, lines, CaptureLimits.standard());
    } catch (IOException e) {
      return List.of("(what it printed cannot be read: " + e.getMessage() + ")");
    }
  }

  /** What its containers printed last is for nobody any more. */
  @Override
  public void remove(App app) {
    StreamId stream = stream(app.id());
    writers.forEach((id, writer) -> {
      if (writer.stream().equals(stream)) {
        writers.remove(id);
        capture.drop(id);
      }
    });
    router.delete(stream);
  }

  @Override
  public void close() {
    capture.close();
    router.close();
  }

  private static StreamId stream(AppId app) {
    return new StreamId(app.toString());
  }

  private static Origin origin(InstanceId id) {
    return new Origin(id.value());
  }
}
