package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      node:x:1000:1001:Node:/home/node:/bin/sh
      broken:x:many:1:
      short:x:7
      """;

  @ParameterizedTest
  @CsvSource({
    "root,0,0",
    "0,0,0",
    "node,1000,1001",
    "1000,1000,1001",
    "node:5,1000,5",
    "2000,2000,0",
    "2000:3000,2000,3000"
  })
  void aUserIsANumberOrANameOfThePasswordFile(String user, int uid, int gid) {
    assertEquals(Optional.of(new Owner(uid, gid)), Owner.of(user, PASSWD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "broken", "short", "", ":5", "99999999999"})
  void anyOtherIsNotKnown(String user) {
    assertEquals(Optional.empty(), Owner.of(user, PASSWD));
  }
}
