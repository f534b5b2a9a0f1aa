/* <input data-point="40"> … <output data-total>: the sum of what stands in the fields. */

function addUp() {
  const points = [...document.querySelectorAll("[data-point]")].map((field) => Number(field.value) || 0);
  document.querySelector("[data-total]").textContent = points.reduce((sum, each) => sum + each, 0);
}

document.addEventListener("input", addUp);
addUp();
