package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class PythonBuildpackTest {
  /** Its builds have one environment, so that Django is installed once. */
  private static final AppKey DJANGO = TestPlatform.app();

  private static TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void djangoIsFoundAndItsStaticFilesCollected() throws IOException {
    var built = platform.built(DJANGO, Tree.example("python-django"));
    assertEquals(Map.of("web", "gunicorn --bind 0.0.0.0:$PORT shop.wsgi"), built.processes());
    shows("-----> Collecting static files");
    String seen =
        platform.run(built, "gunicorn --check-config shop.wsgi && ls staticfiles | head -1");
    assertTrue(seen.contains("staticfiles.json"), seen);
  }

  @Test
  void djangoWithoutStaticRootSaysWhatToWriteAndCanBeToldNotToCollect() {
    Tree tree =
        Tree.example("python-django")
            .file(
                "shop/settings.py",
                "SECRET_KEY = 'x'\nINSTALLED_APPS = ['django.contrib.staticfiles', 'shop']\nSTATIC_URL = '/s/'\n");
    platform.failed(platform.build(DJANGO, tree));
    shows("Write  STATIC_ROOT = BASE_DIR");
    var told = Map.of("DISABLE_COLLECTSTATIC", "1");
    platform.built(platform.build(platform.request(DJANGO, tree, told, BuildLimits.defaults())));
    shows("DISABLE_COLLECTSTATIC is set");
  }

  @Test
  void poetrysLockIsInstalledAndKept() throws IOException {
    var built = platform.built(app, Tree.example("python-poetry"));
    assertEquals(Map.of("web", "uvicorn --host 0.0.0.0 --port $PORT main:app"), built.processes());
    assertTrue(
        platform.run(built, "python -c 'import main; print(main.app.routes)'").contains("'/'"));
    var again = platform.built(app, Tree.example("python-poetry"));
    shows("Requirements unchanged: using the cache");
    assertEquals(built.image(), again.image());
    platform.failed(
        platform.build(
            app,
            Tree.example("python-poetry")
                .file(
                    "pyproject.toml",
                    """
                    [project]
                    name = "other"
                    version = "1"
                    requires-python = ">=3.11"
                    dependencies = ["starlette (>=0.46,<1)"]
                    """)));
    shows("poetry.lock is out of date with pyproject.toml.");
  }

  @Test
  void uvWorkspaceIsImportedFromWhereTheAppRuns() throws IOException {
    var built = platform.built(app, Tree.example("python-uv"));
    assertEquals(
        "/app/packages/greeting/src/greeting/__init__.py\n",
        platform.run(built, "python -c 'import greeting; print(greeting.__file__)'"));
    var again = platform.built(app, Tree.example("python-uv"));
    assertEquals(built.image(), again.image());
  }

  @Test
  void uvsLockOfTheRegistryIsInstalledAndHeldAgainstTheProject() throws IOException {
    String project =
        "[project]\nname = \"shop\"\nversion = \"1\"\nrequires-python = \">=3.11\"\ndependencies = [%s]\n[tool.uv]\n";
    Tree tree = Tree.empty().file("app.py", "import six");
    tree.file("pyproject.toml", project.formatted("\"six==1.17.0\""));
    var unlocked = platform.built(app, tree);
    shows("There is no lock file");
    tree.file("uv.lock", platform.run(unlocked, "cat uv.lock"));
    assertEquals(
        "1.17.0\n",
        platform.run(platform.built(app, tree), "python -c 'import six; print(six.__version__)'"));
    assertFalse(platform.shown().contains("There is no lock file"), platform.shown());
    tree.file("pyproject.toml", project.formatted("\"six==1.16.0\""));
    platform.failed(platform.build(app, tree));
    shows("uv.lock is out of date with pyproject.toml.");
  }

  @Test
  void pipenvInstallsAndHoldsItsLockAgainstThePipfile() throws IOException {
    Tree tree = Tree.empty().file("Pipfile", "[packages]\nsix = \"==1.17.0\"\n").file("app.py", "");
    var built = platform.built(app, tree);
    shows("There is no lock file");
    assertTrue(platform.run(built, "python -c 'import six; print(6 * 7)'").contains("42"));
    tree.file(
        "Pipfile.lock",
        "{\"_meta\":{\"hash\":{\"sha256\":\"00\"},\"pipfile-spec\":6,\"requires\":{},\"sources\":[]},\"default\":{},\"develop\":{}}");
    platform.failed(platform.build(app, tree));
    shows("Pipfile.lock is out of date with Pipfile.");
  }

  @Test
  void pythonThatCannotBeHadSaysWhatToDo() {
    Tree tree = Tree.empty().file("app.py", "").file(".python-version", "3.9\n");
    var request =
        platform.request(
            app,
            tree,
            Map.of("UV_PYTHON_INSTALL_MIRROR", "http://127.0.0.1:9", "UV_HTTP_RETRIES", "0"),
            BuildLimits.defaults());
    platform.failed(platform.build(request));
    shows("Python 3.9 could not be fetched");
    shows("into .python-version, commit and push again");
  }

  @Test
  void contradictionsAreRefusedBeforeAnythingIsFetched() throws IOException {
    List<List<String>> all =
        List.of(
            List.of(".python-version", "pypy3", ".python-version asks for Python \"pypy3\""),
            List.of("runtime.txt", "python-2.7.18", "runtime.txt asks for Python \"2.7.18\""),
            List.of("poetry.lock", "x", "lock files of 2 package managers: uv.lock poetry.lock"));
    List<Tree> apps =
        all.stream()
            .map(each ->
                Tree.empty()
                    .file("pyproject.toml", "")
                    .file("uv.lock", "")
                    .file(each.get(0), each.get(1)))
            .toList();
    List<String> said = platform.refusals("python", apps);
    for (int i = 0; i < all.size(); i++) {
      assertTrue(said.get(i).contains(all.get(i).get(2)), said.get(i));
      assertFalse(said.get(i).contains("Fetch"), said.get(i));
    }
    // What a build asks the platform for comes before.
    platform.failed(platform.build(app, apps.getFirst()));
    shows(all.getFirst().get(2));
    assertFalse(platform.shown().contains("Fetch"), platform.shown());
  }

  @Test
  void versionOfTheStacksSeriesIsTheStacks() {
    platform.built(app, Tree.empty().file("main.py", "").file("runtime.txt", "python-3.13.1\n"));
    shows("for runtime.txt (3.13.1)");
    shows("is of the same series, with later fixes");
  }

  @Test
  void factoryOfAnAppIsFoundAndOpenVersionsAreNamed() throws IOException {
    Tree tree =
        Tree.empty()
            .file("requirements.txt", "gunicorn>=23\n")
            .file("wsgi.py", "def create_app():\n    return lambda environ, start: []\n")
            .file("bin/post_compile", "echo hook >hooked\n");
    var built = platform.built(app, tree);
    String web = "gunicorn --bind 0.0.0.0:$PORT 'wsgi:create_app()'";
    assertEquals(Map.of("web", web), built.processes());
    shows("requirements.txt leaves versions open (gunicorn)");
    assertTrue(
        platform.run(built, web + " --check-config && cat hooked").contains("hook"),
        platform.shown());
  }

  @Test
  void wheelsOfTheRepositoryAreThoseOfThisPush() throws IOException {
    String run = "python -c 'import made'";
    for (String said : List.of("first", "second")) {
      Tree tree =
          Tree.empty()
              .file("requirements.txt", "--no-index\n--find-links=wheels\nmade==1.0\n")
              .file("app.py", "")
              .file("wheels/made-1.0-py3-none-any.whl", wheel("print('" + said + "')"));
      assertEquals(said + "\n", platform.run(platform.built(app, tree), run));
    }
  }

  private static byte[] wheel(String module) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Map<String, String> files =
        Map.of(
            "made.py", module,
            "made-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: made\nVersion: 1.0\n",
            "made-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n",
            "made-1.0.dist-info/RECORD", "");
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static void shows(String text) {
    assertTrue(platform.shown().contains(text), platform.shown());
  }
}
