package io.cloister.web.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RouteTests {

  @Test
  void aPageBelongsToThePlaceWhosePathItContinues() {
    assertThat(Route.of("/")).contains(Route.SEARCH);
    assertThat(Route.of("/search")).contains(Route.SEARCH);
    assertThat(Route.of("/d/8f2")).contains(Route.SEARCH);
    assertThat(Route.of("/c/8f2")).contains(Route.COLLECTIONS);
    assertThat(Route.of("/admin/users/7")).contains(Route.USERS);
    assertThat(Route.of("/models/connections")).contains(Route.MODELS);
  }

  @Test
  void aPathThatOnlyBeginsAlikeIsNoPartOfIt() {
    assertThat(Route.of("/category")).isEmpty();
    assertThat(Route.of("/asking")).isEmpty();
  }

  @Test
  void noTwoPlacesShareAKey() {
    var keys = Arrays.stream(Route.values()).map(Route::shortcut).filter(Objects::nonNull).toList();

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void everyPlaceHasItsIcon() throws IOException {
    var icons = Files.readString(Path.of("src/main/resources/static/icons.svg"));

    assertThat(Route.values())
        .allSatisfy(route -> assertThat(icons).contains("id=\"" + route.icon() + "\""));
  }
}
