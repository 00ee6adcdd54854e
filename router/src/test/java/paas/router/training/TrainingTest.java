package paas.router.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole training, as {@code bin/up} has it, of a router in a process of its own. */
@Tag("contract")
class TrainingTest {
  private static final String JAVA =
      "-XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow ";
  private static final String KEYTOOL =
      "-genkeypair -alias training -keyalg EC -groupname secp256r1 -dname CN=localhost"
          + " -ext san=dns:localhost -storetype PKCS12 -storepass training -keystore ";

  /** As the options of some machine's JVMs have it. */
  private static final String IPV6 = "-Djava.net.preferIPv6Addresses=true ";

  private static final Pattern LISTENING =
      Pattern.compile("Listening on \\S*:(\\d+) with .* by TLS on \\S*:(\\d+)");

  @TempDir Path home;

  @Test
  void visitsOfEveryKindAreServed() throws Exception {
    Path store = home.resolve("training.p12");
    Process keytool = start("keytool", KEYTOOL + store);
    assertEquals(0, keytool.waitFor(), () -> text(keytool));
    Process router = start("java", JAVA + "paas.router.RouterMain");
    try {
      Matcher ports = ports(router);
      String arguments =
          "%s/router/router.sock %s %s %s 1".formatted(home, ports.group(1), ports.group(2), store);
      Process training = start("java", JAVA + IPV6 + "paas.router.training.Training " + arguments);
      String said = text(training);
      assertEquals(0, training.waitFor(), said);
      Matcher trained = Pattern.compile("trained by (\\d+) requests").matcher(said);
      // That each kind was served is in its exit code; how many in a second, is up to the machine.
      assertTrue(trained.find() && Integer.parseInt(trained.group(1)) > 100, said);
    } finally {
      router.destroyForcibly();
    }
  }

  private Process start(String program, String arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    command.addAll(List.of(arguments.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "PAAS_HOME", home.toString(),
                "PAAS_HTTP_BIND", "127.0.0.1",
                "PAAS_HTTP_PORT", "0",
                "PAAS_HTTPS_PORT", "0"));
    return builder.start();
  }

  private static Matcher ports(Process router) throws IOException {
    StringBuilder seen = new StringBuilder();
    BufferedReader output = router.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return listening;
      }
      seen.append(line).append('\n');
    }
    throw new IOException("The router did not start:\n" + seen);
  }

  private static String text(Process process) {
    return process.inputReader().lines().collect(Collectors.joining("\n"));
  }
}
