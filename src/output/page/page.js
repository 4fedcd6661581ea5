"use strict";
const form = document.getElementById("filter");
if (form) {
  const misses = [...document.querySelectorAll(".miss")];
  const show = () => {
    const words = form.words.value.toLowerCase();
    const wanted = (miss) =>
      ["layer", "bucket", "type"].every((key) => !form[key].value || miss.dataset[key] === form[key].value) &&
      (!words || miss.textContent.toLowerCase().includes(words));
    misses.forEach((miss) => (miss.hidden = !wanted(miss)));
    form.shown.value = `${misses.filter((miss) => !miss.hidden).length} of ${misses.length} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of document.querySelectorAll("a[data-bucket]")) {
    link.addEventListener("click", () => {
      form.reset();
      form.layer.value = link.dataset.layer;
      form.bucket.value = link.dataset.bucket;
      show();
    });
  }
  show();
}
