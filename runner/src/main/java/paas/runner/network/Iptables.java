package paas.runner.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The host's packet filter by the iptables that Docker uses: an argument list, never a shell. */
record Iptables(String program) {
  /** The chain that Docker leaves to others, before its own in FORWARD. */
  static final String DOCKER_USER = "DOCKER-USER";

  private static final List<String> PROGRAMS =
      List.of("iptables", "/usr/sbin/iptables", "iptables-nft");

  private static final String LEGACY = "iptables-legacy";

  /** The tables that the older variant holds; to ask it would bring them into being. */
  private static final Path LEGACY_TABLES = Path.of("/proc/net/ip_tables_names");

  static final String FORWARD = "FORWARD";

  /** How long one waits for another program that changes rules. */
  private static final String LOCK_SECONDS = "10";

  private static final long PATIENCE_SECONDS = 20;
  private static final int MOST = 16 << 20;

  private static final Answer ABSENT = new Answer(false, "there is no such program");

  /** What it printed, errors too, and whether it succeeded. */
  record Answer(boolean ok, String text) {
    List<String> lines() {
      return text.lines().toList();
    }
  }

  /**
   * One that works on this host, or none and why.
   *
   * @param listing all chains and rules of the filter table, a line each, as arguments that would
   *     make them; where there is none that works, the trouble
   */
  record Found(Optional<Iptables> tables, String listing) {
    List<String> lines() {
      return listing.lines().toList();
    }
  }

  /** The variant that holds Docker's chains, else the first that works. */
  static Found find() {
    return find(programs(LEGACY_TABLES));
  }

  /** Those to ask on a host with these tables of the older variant. */
  static List<String> programs(Path legacyTables) {
    try {
      boolean legacy = Files.readAllLines(legacyTables).contains("filter");
      return legacy ? Stream.concat(PROGRAMS.stream(), Stream.of(LEGACY)).toList() : PROGRAMS;
    } catch (IOException none) {
      return PROGRAMS;
    }
  }

  static Found find(List<String> programs) {
    Found best = new Found(Optional.empty(), "there is no iptables on this host");
    for (String program : programs) {
      var tables = new Iptables(program);
      Answer answer = tables.call(List.of("-w", LOCK_SECONDS, "-S"), "").orElse(ABSENT);
      var found = new Found(Optional.of(tables), answer.text());
      if (answer.ok() && found.lines().contains("-N " + DOCKER_USER)) {
        return found;
      }
      if (best.tables().isEmpty() && answer.ok()) {
        best = found;
      } else if (best.tables().isEmpty() && answer != ABSENT) {
        best = new Found(Optional.empty(), program + " says: " + answer.text().strip());
      }
    }
    return best;
  }

  /** As {@link Found#listing}, of another table. */
  Answer list(String table) {
    return call(List.of("-w", LOCK_SECONDS, "-t", table, "-S"), "").orElse(ABSENT);
  }

  /** Does all lines of a table of an iptables-restore text, or none; what is not named stays. */
  Answer restore(String text) {
    var restore = new Iptables(program + "-restore");
    return restore
        .call(List.of("-w", LOCK_SECONDS, "--noflush"), text)
        .orElse(new Answer(false, "there is no " + restore.program()));
  }

  /** Empty where there is no such program. */
  private Optional<Answer> call(List<String> arguments, String input) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      return Optional.of(answer(process));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private Answer answer(Process process) throws IOException {
    try {
      byte[] text = process.getInputStream().readNBytes(MOST);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      boolean ok = ended && process.exitValue() == 0;
      return new Answer(ok, ended ? new String(text, StandardCharsets.UTF_8) : "it did not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "it was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }
}
