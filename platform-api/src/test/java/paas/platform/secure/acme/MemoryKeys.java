package paas.platform.secure.acme;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Forgotten with the test. */
record MemoryKeys(Map<String, String> all) implements AccountKeys {
  MemoryKeys() {
    this(new HashMap<>());
  }

  @Override
  public String of(String directory, Supplier<String> fresh) {
    return all.computeIfAbsent(directory, any -> fresh.get());
  }

  @Override
  public void replace(String directory, String key) {
    all.put(directory, key);
  }
}
