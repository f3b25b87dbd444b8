package io.cloister.web.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PreferencesTests {

  @Test
  void readsWhatItWrote() {
    var preferences =
        Preferences.DEFAULT
            .with("theme", "dark")
            .with("language", "de")
            .with("shortcuts", "off")
            .with("rail", "narrow");

    assertThat(Preferences.parse(preferences.text())).isEqualTo(preferences);
  }

  @Test
  void keepsToItsDefaultsWhereTheCookieSaysSomethingElse() {
    assertThat(Preferences.parse("theme-<script>.language-xx.rail-.nothing.-"))
        .isEqualTo(Preferences.DEFAULT);
  }

  @Test
  void speaksTheLanguageThatWasSet() {
    var request = request("fr, en");

    assertThat(Preferences.DEFAULT.with("language", "de").locale(request)).isEqualTo(Locale.GERMAN);
  }

  @Test
  void speaksTheBrowsersFirstLanguageThatItKnows() {
    assertThat(Preferences.DEFAULT.locale(request("fr, de-AT;q=0.9, en;q=0.8")))
        .isEqualTo(Locale.GERMAN);
  }

  @Test
  void speaksEnglishToEverybodyElse() {
    assertThat(Preferences.DEFAULT.locale(request("fr"))).isEqualTo(Locale.ENGLISH);
    assertThat(Preferences.DEFAULT.locale(request("%%%"))).isEqualTo(Locale.ENGLISH);
    assertThat(Preferences.DEFAULT.locale(new MockHttpServletRequest())).isEqualTo(Locale.ENGLISH);
  }

  private static MockHttpServletRequest request(String languages) {
    var request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", languages);
    return request;
  }
}
