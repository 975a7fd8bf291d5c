// Saves the code and its square as a picture: nothing else is on it, and nothing is sent. Where the browser cannot, the
// button stays hidden and a screenshot does the same.
const WIDTH = 720;
const MARGIN = 40;
const LINE = 64;

export default function picture(button) {
  const source = document.getElementById(button.dataset.holds);
  const status = document.getElementById(`${button.dataset.holds}-copied`);
  const square = button.closest("section").querySelector("svg.qr");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext?.("2d");
  if (!source || !square || !pen || !canvas.toBlob || !window.Path2D) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    draw(canvas, pen, source.textContent.trim(), square);
    canvas.toBlob((blob) => {
      if (!blob) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "code.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      if (status) status.textContent = button.dataset.done;
    }, "image/png");
  });
}

function draw(canvas, pen, code, square) {
  const groups = code.split("-");
  const lines = [groups.slice(0, 4).join("-"), groups.slice(4).join("-")];
  const side = WIDTH - 2 * MARGIN;
  canvas.width = WIDTH;
  canvas.height = 2 * MARGIN + side + lines.length * LINE;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  pen.textAlign = "center";
  pen.font = "600 48px ui-monospace, monospace";
  lines.forEach((line, n) => pen.fillText(line, WIDTH / 2, MARGIN + (n + 0.75) * LINE, side));
  const scale = side / square.viewBox.baseVal.width;
  pen.setTransform(scale, 0, 0, scale, MARGIN, MARGIN + lines.length * LINE);
  pen.fill(new Path2D(square.querySelector("path").getAttribute("d")));
  pen.setTransform(1, 0, 0, 1, 0, 0);
}
