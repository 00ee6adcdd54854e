package paas.runner.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IptablesTest {
  private static final String RULES = "-P INPUT ACCEPT\n-N SOMEBODYS\n-A INPUT -j SOMEBODYS\n";
  private static final String DOCKERS = "-P INPUT ACCEPT\n-N DOCKER-USER\n";

  @TempDir Path folder;

  @Test
  void ofTwoVariantsWithRulesTheOneWithDockersChainsIsTaken() throws IOException {
    String nft = program("nft", RULES, 0);
    String legacy = program("legacy", "# Warning: tables of the other present\n" + DOCKERS, 0);
    for (List<String> order : List.of(List.of(nft, legacy), List.of(legacy, nft))) {
      assertEquals(Optional.of(new Iptables(legacy)), Iptables.find(order).tables());
    }
  }

  @Test
  void withoutDockersChainsTheFirstThatWorksIsTaken() throws IOException {
    String absent = folder.resolve("absent").toString();
    String broken = program("broken", "Permission denied (you must be root)\n", 4);
    String first = program("first", RULES, 0);
    String second = program("second", RULES, 0);
    var found = Iptables.find(List.of(absent, broken, first, second));
    assertEquals(Optional.of(new Iptables(first)), found.tables());
    assertTrue(found.lines().contains("-N SOMEBODYS"));
  }

  @Test
  void whereNoneWorksTheTroubleIsTold() throws IOException {
    String absent = folder.resolve("absent").toString();
    String broken = program("broken", "Permission denied (you must be root)\n", 4);
    var refused = Iptables.find(List.of(absent, broken));
    assertEquals(Optional.empty(), refused.tables());
    assertEquals(broken + " says: Permission denied (you must be root)", refused.listing());
    assertEquals("there is no iptables on this host", Iptables.find(List.of(absent)).listing());
  }

  @Test
  void theOlderVariantIsAskedOnlyWhereItHoldsRules() throws IOException {
    Path tables = folder.resolve("ip_tables_names");
    assertFalse(Iptables.programs(tables).contains("iptables-legacy"));
    Files.writeString(tables, "nat\n");
    assertFalse(Iptables.programs(tables).contains("iptables-legacy"));
    Files.writeString(tables, "nat\nfilter\n");
    assertEquals("iptables-legacy", Iptables.programs(tables).getLast());
  }

  /** A program that prints this, whatever it is asked, and ends with this status. */
  private String program(String name, String prints, int status) throws IOException {
    Path text = Files.writeString(folder.resolve(name + ".txt"), prints);
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\ncat '%s'\nexit %d\n".formatted(text, status));
    assertTrue(program.toFile().setExecutable(true));
    return program.toString();
  }
}
