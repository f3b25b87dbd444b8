package io.cloister;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each technique is behind the one door of its room. */
class StyleTests {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cloister");

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
