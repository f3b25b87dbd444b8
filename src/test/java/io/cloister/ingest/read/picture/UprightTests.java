package io.cloister.ingest.read.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.Photographs;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UprightTests {

  @TempDir Path folder;

  /** Where its first pixel is seen, and the last one of its first row. */
  @ParameterizedTest
  @CsvSource({
    "1, top left, top right",
    "2, top right, top left",
    "3, bottom right, bottom left",
    "4, bottom left, bottom right",
    "5, top left, bottom left",
    "6, top right, bottom right",
    "7, bottom right, top right",
    "8, bottom left, top left"
  })
  void turnsItAsTheCameraSays(int orientation, String first, String last) throws IOException {
    var image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, Color.RED.getRGB());
    image.setRGB(29, 0, Color.GREEN.getRGB());
    var file = folder.resolve("a.jpg");
    Files.write(file, Photographs.jpeg(image, orientation));

    int told = Upright.orientation(file, 1);
    var seen = Upright.of(image, told);

    assertThat(told).isEqualTo(orientation);
    assertThat(seen.getWidth()).isEqualTo(orientation > 4 ? 20 : 30);
    assertThat(corner(seen, first)).isEqualTo(Color.RED);
    assertThat(corner(seen, last)).isEqualTo(Color.GREEN);
  }

  private static Color corner(BufferedImage image, String at) {
    int x = at.contains("left") ? 0 : image.getWidth() - 1;
    int y = at.contains("top") ? 0 : image.getHeight() - 1;
    return new Color(image.getRGB(x, y));
  }

  @Test
  void whatTellsNothingThatCanBeLiesAsItIs() throws IOException {
    var image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    var file = folder.resolve("a.jpg");
    for (int wrong : new int[] {0, 9, -1}) {
      Files.write(file, Photographs.jpeg(image, wrong));
      assertThat(Upright.orientation(file, 1)).isEqualTo(Upright.AS_IT_IS);
    }
    var whole = Photographs.jpeg(image, 6);
    for (int length : new int[] {0, 5, 20, 30}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(Upright.orientation(file, 1)).isEqualTo(Upright.AS_IT_IS);
    }
    Files.write(file, whole);
    assertThat(Upright.orientation(file, 2)).isEqualTo(Upright.AS_IT_IS);
  }
}
