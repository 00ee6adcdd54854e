package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.runner.Listener;

class ListenerTableTest {
  private static final String TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0B00007F:9C4F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
         1: 00000000:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
         2: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1
         3: 0200D40A:1388 0100D40A:8CA2 01 00000000:00000000 00:00000000 00000000     0        0 4 1
      """;
  private static final String TABLE_6 =
      """
         0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0 0 0
         1: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 0 0 0
         2: 0000000000000000FFFF00000100007F:1F92 00000000000000000000000000000000:0000 0A 0 0 0
      """;

  @Test
  void listenersAreReadWithoutConnectionsAndTheEnginesNameServer() {
    assertEquals(
        List.of(new Listener(5000, false), new Listener(3000, true)),
        ListenerTable.parse(TABLE.lines()).toList());
  }

  @Test
  void ipv6ListenersAreReadToo() {
    assertEquals(
        List.of(new Listener(8080, false), new Listener(8081, true), new Listener(8082, true)),
        ListenerTable.parse(TABLE_6.lines()).toList());
  }

  @Test
  void aProcessThatIsGoneListensOnNothing() {
    assertEquals(List.of(), new ListenerTable(Path.of("/proc")).of(4_194_304L * 2));
  }
}
