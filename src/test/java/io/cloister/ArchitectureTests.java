package io.cloister;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The rooms are as docs/architecture.md says: no cycles, no reaching into internals; each technique
 * is behind the one door of its room.
 */
class ArchitectureTests {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cloister");

  private final ApplicationModules rooms = ApplicationModules.of(Cloister.class);

  @Test
  void roomsKeepToTheirAllowedDependencies() {
    rooms.verify();
  }

  @Test
  void everyRoomIsDescribed() throws IOException {
    var text = Files.readString(Path.of("docs/architecture.md"));
    assertThat(rooms).allSatisfy(room -> assertThat(text).contains("### " + room.getIdentifier()));
  }

  @Test
  void pagesAndContractDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.cloister.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.api..")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage("io.cloister.api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.web..")
        .check(PRODUCT);
  }

  @Test
  void thePartsOfTheModelsAreNoKnot() {
    slices().matching("io.cloister.models.(*)..").should().beFreeOfCycles().check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage("io.cloister.models")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.models.*..")
        .check(PRODUCT);
  }

  @Test
  void thePartsOfTheLibraryAreNoKnot() {
    slices().matching("io.cloister.library.(*)..").should().beFreeOfCycles().check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage("io.cloister.library")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.library.*..")
        .check(PRODUCT);
  }

  @Test
  void thePartsOfReadingAreNoKnotAndTheServerParsesNothing() {
    slices().matching("io.cloister.ingest.read.(*)..").should().beFreeOfCycles().check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage("io.cloister.ingest.read.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.ingest.read")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAnyPackage("io.cloister.ingest.read", "io.cloister.ingest.read.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.tika..", "org.apache.pdfbox..")
        .check(PRODUCT);
  }

  @Test
  void thePartsOfTheIndexAreNoKnot() {
    slices().matching("io.cloister.search.lucene.(*)..").should().beFreeOfCycles().check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage("io.cloister.search.lucene.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloister.search.lucene")
        .check(PRODUCT);
  }

  @Test
  void onlyTheEgressReachesOut() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cloister.egress..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.http.HttpClient")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.URLConnection.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.DatagramSocket.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.nio.channels.NetworkChannel.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(javax.net.SocketFactory.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework.web.client..")
        .orShould()
        .callMethod(java.net.URL.class, "openStream")
        .orShould()
        .callMethod(java.net.URL.class, "openConnection")
        .orShould()
        .callMethod(java.net.URL.class, "getContent")
        .check(PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({
    "ai.onnxruntime.., models",
    "org.apache.lucene.., search",
    "org.apache.tika.., ingest",
    "org.apache.pdfbox.., ingest"
  })
  void onlyOneRoomUsesIt(String technique, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cloister." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(technique)
        .check(PRODUCT);
  }

  @Test
  void nobodyOpensConnectionsByHand() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cloister.egress..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.((Http)?URLConnection|Socket|http\\.Http(Client|Request|Response).*)")
        .check(PRODUCT);
  }

  @Test
  void whatAClassNeedsIsInItsConstructor() {
    NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(PRODUCT);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.cloister.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }
}
