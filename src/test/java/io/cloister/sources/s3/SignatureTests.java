package io.cloister.sources.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples of the reference of Amazon S3, "Signature Calculations for the Authorization
 * Header".
 */
class SignatureTests {

  private static final String HOST = "examplebucket.s3.amazonaws.com";
  private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");

  private final Signature signature =
      new Signature(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

  @Test
  void signsTheGettingOfAnObject() {
    assertThat(authorization("/test.txt", Map.of("range", "bytes=0-9")))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void signsAListOfObjects() {
    assertThat(authorization("/?max-keys=2&prefix=J", Map.of()))
        .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void tellsNobodyTheSecret() {
    assertThat(signature.toString()).doesNotContain("wJalr");
  }

  private String authorization(String path, Map<String, String> more) {
    return signature
        .headers("GET", URI.create("https://" + HOST + path), HOST, more, THEN)
        .getOrDefault("Authorization", "");
  }
}
