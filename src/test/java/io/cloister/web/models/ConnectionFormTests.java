package io.cloister.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.governance.Boundary;
import org.junit.jupiter.api.Test;

class ConnectionFormTests {

  @Test
  void tellsWhetherAnythingThatItShowsHasChanged() {
    var shown = form("http://127.0.0.1:1/v1", Boundary.INSIDE, "here").shown();

    assertThat(form("http://127.0.0.1:1/v1", Boundary.INSIDE, "here").shown()).isEqualTo(shown);
    assertThat(form("http://127.0.0.1:2/v1", Boundary.INSIDE, "here").shown()).isNotEqualTo(shown);
    assertThat(form("http://127.0.0.1:1/v1", Boundary.PUBLIC, "here").shown()).isNotEqualTo(shown);
    assertThat(form("http://127.0.0.1:1/v1", Boundary.INSIDE, "there").shown()).isNotEqualTo(shown);
  }

  private static ConnectionForm form(String baseUrl, Boundary boundary, String region) {
    return ConnectionForm.empty("same", "openai-compatible", baseUrl, boundary, region);
  }
}
