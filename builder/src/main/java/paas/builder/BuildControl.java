package paas.builder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import paas.builder.buildpack.Buildpack;
import paas.builder.fault.BuildFault;
import paas.builder.image.StackImage;

/**
 * Reads a build's output: lines with the nonce are the driver's to the builder, all others are
 * shown. What an app's code forges here can only ask for a runtime that exists anyway, or keep one
 * from being collected, and a bounded number of times. One thread.
 */
final class BuildControl {
  /** Most runtimes that one build may have made. */
  private static final int RUNTIMES = 32;

  private final BuildRun run;
  private final Runtimes runtimes;
  private final StackImage stack;
  private final BuildOrders orders;
  private final List<Buildpack> buildpacks;
  private final Runnable end;
  private int made;
  private int told;
  private Optional<Buildpack> current = Optional.empty();
  private Optional<BuildFault> fault = Optional.empty();

  /** {@code end} ends the build's container: what it waits for will not come. */
  BuildControl(
      BuildRun run,
      Runtimes runtimes,
      StackImage stack,
      BuildOrders orders,
      List<Buildpack> buildpacks,
      Runnable end) {
    this.run = run;
    this.runtimes = runtimes;
    this.stack = stack;
    this.orders = orders;
    this.buildpacks = buildpacks;
    this.end = end;
  }

  void line(String line) {
    int at = line.indexOf(orders.nonce());
    if (at < 0) {
      run.lines().line(line);
      return;
    }
    if (at > 0) {
      run.lines().line(line.substring(0, at));
    }
    String[] words = line.substring(at + orders.nonce().length()).strip().split(" ", 3);
    Optional<Buildpack> pack = words.length > 1 ? buildpack(words[1]) : Optional.empty();
    if (words[0].equals("pack")) {
      current = pack;
    } else if (words[0].equals("runtime") && words.length == 3) {
      Optional<RuntimeRequest> request = RuntimeRequest.parse(words[2]);
      pack.filter(Buildpack::builtIn).ifPresent(p -> request.ifPresent(r -> make(p, r)));
    } else if (words[0].equals("used") && words.length == 3) {
      pack.filter(Buildpack::builtIn).ifPresent(p -> used(p, words[2]));
    }
  }

  /** The buildpack that ran last. */
  Optional<Buildpack> current() {
    return current;
  }

  /** Throws what went wrong on the builder's side. */
  void check() throws BuildFault {
    if (fault.isPresent()) {
      throw fault.get();
    }
  }

  private void make(Buildpack pack, RuntimeRequest request) {
    if (fault.isPresent() || ++made > RUNTIMES) {
      return;
    }
    try {
      runtimes.make(run, stack, pack, request, request.generation(orders.generation()));
    } catch (BuildFault e) {
      fault = Optional.of(e);
      end.run();
    } catch (IOException e) {
      fault =
          Optional.of(
              new BuildFault(
                  "runtime",
                  request.name() + " could not be made ready: " + e.getMessage(),
                  "Push again.",
                  e));
      end.run();
    }
  }

  /** {@code GENERATION NAME REQUEST}. */
  private void used(Buildpack pack, String line) {
    String[] words = line.split(" ", 2);
    if (++told <= RUNTIMES) {
      Optional.of(words)
          .filter(two -> two.length == 2)
          .flatMap(two -> RuntimeRequest.parse(two[1]))
          .ifPresent(request -> runtimes.used(stack, pack, request, words[0]));
    }
  }

  private Optional<Buildpack> buildpack(String index) {
    return index.matches("\\d{1,3}") && Integer.parseInt(index) < buildpacks.size()
        ? Optional.of(buildpacks.get(Integer.parseInt(index)))
        : Optional.empty();
  }
}
