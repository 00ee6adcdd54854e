package paas.platform.secure.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.KeyPair;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUnauthorizedException;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's account at one authority, opened when it is first needed. */
record Account(AcmeSettings settings, AccountKeys keys) {
  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final int BITS = 2048;

  Login login(Session session) throws AcmeException {
    String directory = settings.directory().toString();
    KeyPair known = read(keys.of(directory, Account::freshKey));
    try {
      return opened(session, known);
    } catch (AcmeUnauthorizedException e) {
      if (!isClosed(session, known)) {
        throw e;
      }
      LOG.warn("The account at {} was closed, and is opened anew with another key", directory, e);
      String fresh = freshKey();
      Login login = opened(session, read(fresh));
      keys.replace(directory, fresh);
      return login;
    }
  }

  /** The one that this key has, else a new one. */
  private Login opened(Session session, KeyPair key) throws AcmeException {
    AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
    if (!settings.email().isEmpty()) {
      account.addEmail(settings.email());
    }
    if (!settings.keyId().isEmpty()) {
      account.withKeyIdentifier(settings.keyId(), settings.macKey());
    }
    return account.createLogin(session);
  }

  /** Whether this account is refused for good (RFC 8555, 7.3.6), and not who asks for one. */
  private static boolean isClosed(Session session, KeyPair key) throws AcmeException {
    try {
      new AccountBuilder().onlyExisting().useKeyPair(key).createLogin(session);
      return false;
    } catch (AcmeServerException e) {
      return e instanceof AcmeUnauthorizedException;
    }
  }

  private static KeyPair read(String pem) {
    try {
      return KeyPairUtils.readKeyPair(new StringReader(pem));
    } catch (IOException e) {
      throw new IllegalStateException("The ACME account's key cannot be read", e);
    }
  }

  private static String freshKey() {
    StringWriter pem = new StringWriter();
    try {
      KeyPairUtils.writeKeyPair(KeyPairUtils.createKeyPair(BITS), pem);
    } catch (IOException e) {
      throw new IllegalStateException("The ACME account's key cannot be written", e);
    }
    return pem.toString();
  }
}
