package paas.platform.secure.acme;

import java.util.function.Supplier;

/** Where the keys of accounts are kept, as PEM, one for each directory. */
public interface AccountKeys {
  /** The one that is there; made, and stored before it is used, if need be. */
  String of(String directory, Supplier<String> fresh);

  /** Another in place of the one that is there. */
  void replace(String directory, String key);
}
