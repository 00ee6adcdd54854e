package paas.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.fault.Failure;

class UnpackingTest {
  @TempDir Path home;
  private Path root;
  private final HostileTar tar = new HostileTar();

  @BeforeEach
  void prepare() throws IOException {
    root = home.resolve("to");
    Files.writeString(home.resolve("secret"), "untouched");
  }

  private Unpacking unpack() throws IOException {
    Unpacking unpacking = new Unpacking(root);
    unpacking.run(new ByteArrayInputStream(tar.end()));
    return unpacking;
  }

  private void assertRefused(String why) throws IOException {
    Failure failure = assertThrows(Failure.class, this::unpack);
    assertTrue(failure.explanation().contains(why), failure.explanation());
    assertEquals("untouched", Files.readString(home.resolve("secret")));
  }

  @Test
  void aDirectoryIsWrittenAsItIs() throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('5', "./bin/", "", "");
    tar.entry('0', "./bin/run", "", "#!/bin/sh\n");
    tar.entry('2', "./bin/again", "run", "");
    tar.entry('2', "./top", "bin/run", "");
    tar.entry('2', "./bin/up", "../bin", "");
    tar.entry('1', "./hard", "./bin/run", "");
    tar.entry('5', "./empty/", "", "");
    assertEquals(10, unpack().bytes());
    assertEquals("#!/bin/sh\n", Files.readString(root.resolve("top")));
    assertEquals("#!/bin/sh\n", Files.readString(root.resolve("bin/up/again")));
    assertEquals("#!/bin/sh\n", Files.readString(root.resolve("hard")));
    assertTrue(Files.isExecutable(root.resolve("bin/run")));
    assertTrue(Files.isDirectory(root.resolve("empty")));
  }

  @Test
  void oneFileIsWrittenUnderTheNameThatIsWantedHere() throws IOException {
    tar.entry('0', "./heap.hprof", "", "bytes");
    assertEquals(5, unpack().bytes());
    assertEquals("bytes", Files.readString(root, StandardCharsets.UTF_8));
  }

  @Test
  void aTimeThatNoFileSystemKnowsIsTheLatestThatTarsHave() throws IOException {
    tar.entry('0', "./late", "", "bytes", Long.MAX_VALUE);
    unpack();
    assertEquals(
        Instant.parse("2242-03-16T12:56:31Z"), Files.getLastModifiedTime(root).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/tmp/secret", "a/../../secret", "./a/..", "", "..\\secret"})
  void aNameThatLeadsOutIsRefused(String name) throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('5', "./a/", "", "");
    tar.entry('0', name, "", "owned");
    assertRefused("its name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "a/..", "..", "../.."})
  void aLinkThatLeadsOutIsRefused(String target) throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('2', "./link", target, "");
    assertRefused("leads out");
    assertFalse(Files.exists(root.resolve("link"), LinkOption.NOFOLLOW_LINKS));
  }

  /** {@code d} is the root itself; through it "d/.." would be the root's parent. */
  @Test
  void aLinkThatLeadsOutThroughAnotherIsRefused() throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('5', "./a/", "", "");
    tar.entry('2', "./a/d", "..", "");
    tar.entry('2', "./a/x", "d/../secret", "");
    assertRefused("leads out");
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('5', "./a/", "", "");
    tar.entry('2', "./l", "a", "");
    tar.entry('0', "./l/x", "", "owned");
    assertRefused("not in a directory");
  }

  @Test
  void nothingIsWrittenTwiceNorOverALink() throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('2', "./l", "x", "");
    tar.entry('0', "./l", "", "owned");
    assertRefused("comes twice");
  }

  @ParameterizedTest
  @CsvSource({"./none", "../secret", "/etc/passwd", "./l"})
  void aHardLinkToNoFileOfTheArchiveIsRefused(String target) throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry('2', "./l", "nowhere", "");
    tar.entry('1', "./hard", target, "");
    assertRefused("'./hard'");
  }

  @ParameterizedTest
  @ValueSource(chars = {'3', '4', '6', 'S', 'M'})
  void devicesPipesAndOtherThingsAreRefused(char type) throws IOException {
    tar.entry('5', "./", "", "");
    tar.entry(type, "./thing", "", "");
    assertRefused("device");
  }

  @Test
  void moreThanTheOneFileIsRefused() throws IOException {
    tar.entry('0', "./a", "", "x");
    tar.entry('0', "./b", "", "x");
    assertRefused("only one file");
  }

  @Test
  void anEmptyArchiveAndOneThatBreaksOffAreRefused() throws IOException {
    assertThrows(
        IOException.class, () -> new Unpacking(root).run(new ByteArrayInputStream(new byte[0])));
    assertThrows(Failure.class, this::unpack);
  }
}
