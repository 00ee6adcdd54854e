package paas.platform.secure.dns;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.ChallengeRecord;

/**
 * Records put by a program that the operator installed, started without a shell: {@code PROGRAM
 * present NAME VALUE} returns 0 once the record is served, {@code PROGRAM cleanup NAME VALUE} once
 * it is gone. What it prints goes to the log. It sees none of the platform's settings.
 */
final class DnsCommand implements DnsRecords {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Logger LOG = LoggerFactory.getLogger(DnsCommand.class);
  private static final int LONGEST_OUTPUT = 16 << 10;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Path program;
  private final Duration patience;

  DnsCommand(Path program, Duration patience) {
    this.program = program;
    this.patience = patience;
  }

  /** Which zones it can change is the program's own affair. */
  @Override
  public Optional<String> refusal(String hostname) {
    return Optional.empty();
  }

  @Override
  public void put(ChallengeRecord record) throws DnsException, InterruptedException {
    run("present", record);
  }

  @Override
  public void remove(ChallengeRecord record) throws DnsException, InterruptedException {
    run("cleanup", record);
  }

  private void run(String action, ChallengeRecord record)
      throws DnsException, InterruptedException {
    String call = program + " " + action + " " + record.name();
    try {
      requireSafe();
      Path output = Files.createTempFile("paas-dns", ".out");
      try {
        String end = run(action, record, output);
        LOG.info("{} {}: {}", call, end, text(output));
        if (!end.equals("ended")) {
          throw new DnsException(call + " " + end + "; the log of paasd has what it printed");
        }
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new DnsException(call + " cannot be run: " + e, e);
    }
  }

  /** How it ended. */
  private String run(String action, ChallengeRecord record, Path output)
      throws IOException, InterruptedException {
    Process process = start(List.of(action, record.name(), record.digest()), output.toFile());
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return "did not end within " + patience.toSeconds() + " s, and was killed";
      }
      int code = process.exitValue();
      return code == 0 ? "ended" : "failed with exit code " + code;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(List<String> arguments, File output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), arguments.get(0), arguments.get(1), arguments.get(2))
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    return builder.start();
  }

  private void requireSafe() throws IOException, DnsException {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new DnsException(
          "PAAS_DNS_COMMAND names " + program + ", which is no program that paasd may run");
    }
    if (Files.getPosixFilePermissions(program).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new DnsException(
          "PAAS_DNS_COMMAND names %s, which everybody may change: chmod o-w %s"
              .formatted(program, program));
    }
  }

  private static String text(Path output) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      return new String(in.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8).strip();
    }
  }
}
