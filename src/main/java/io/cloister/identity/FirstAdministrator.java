package io.cloister.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the first administrator and the first token, if the environment says so. */
@Component
class FirstAdministrator implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final int SHORTEST_TOKEN = 32;

  private final People people;
  private final Tokens tokens;
  private final Environment environment;

  FirstAdministrator(People people, Tokens tokens, Environment environment) {
    this.people = people;
    this.tokens = tokens;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    var password = environment.getProperty("CLOISTER_ADMIN_PASSWORD", "");
    if (!password.isEmpty() && people.isEmpty()) {
      people.create(People.FIRST, "", Role.ADMIN, password, null);
      LOG.info("Made the user '{}' with the password of CLOISTER_ADMIN_PASSWORD", People.FIRST);
    }
    var token = environment.getProperty("CLOISTER_BOOTSTRAP_TOKEN", "");
    if (!token.isEmpty() && tokens.isEmpty()) {
      adopt(token);
    }
  }

  private void adopt(String token) {
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalStateException(
          "CLOISTER_BOOTSTRAP_TOKEN has fewer than %d characters; give a longer one, for example of"
                  .formatted(SHORTEST_TOKEN)
              + " 'openssl rand -hex 32'");
    }
    var admin =
        people
            .find(People.FIRST)
            .orElseGet(() -> people.create(People.FIRST, "", Role.ADMIN, null, null));
    tokens.adopt(token, admin.id(), "bootstrap");
    LOG.info("Made the token of CLOISTER_BOOTSTRAP_TOKEN one of the user '{}'", People.FIRST);
  }
}
