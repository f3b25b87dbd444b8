package io.cloister.api.search;

import io.cloister.api.CallRefused;
import io.cloister.identity.CurrentActor;
import io.cloister.notices.Mail;
import io.cloister.search.letters.LetterBox;
import io.cloister.search.letters.LetterBoxes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where one's letters of saved searches go. */
@RestController
@RequestMapping("/api/v1/saved-searches/letters")
class LettersController {

  private final LetterBoxes boxes;
  private final CurrentActor current;

  LettersController(LetterBoxes boxes, CurrentActor current) {
    this.boxes = boxes;
    this.current = current;
  }

  /**
   * @param offered whether this server sends mail
   * @param box null if there is none
   */
  record State(boolean offered, @Nullable LetterBox box) {}

  @GetMapping
  State get() {
    return new State(boxes.isOffered(), boxes.of(current.get()).orElse(null));
  }

  record GivenBox(
      @NotBlank @Size(max = 254) String address,
      @NotNull @Pattern(regexp = "en|de") String language) {}

  /** Takes the address once the code that is sent there came back. */
  @PutMapping
  State set(@RequestBody @Valid GivenBox given) {
    if (!Mail.isAddress(given.address())) {
      throw refused("It is no address");
    }
    boxes.set(given.address(), given.language(), current.get());
    return get();
  }

  record GivenCode(@NotBlank @Size(max = 20) String code) {}

  @PostMapping("/proof")
  State prove(@RequestBody @Valid GivenCode given) {
    if (!boxes.prove(given.code(), current.get())) {
      throw refused("It is not the code that was sent");
    }
    return get();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove() {
    boxes.remove(current.get());
  }

  private static CallRefused refused(String detail) {
    return new CallRefused(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid",
        detail,
        "Set the address again to get another code.");
  }
}
