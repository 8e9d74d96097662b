use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// The longest side that is looked at.
const SIDE: u32 = 12_000;
/// Most pixels: what the largest telephone cameras make, and some.
const PIXELS: u64 = 50_000_000;
/// Most memory that a decoder may ask for.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side that is kept.
const KEPT: u32 = 1200;
/// The side of the small square.
const SMALL: u32 = 224;
/// The quality of what is written.
const QUALITY: u8 = 86;

/// A photo as it is kept: pixels alone, written by us. Where and with what it was taken is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The picture, a JPEG.
    pub bytes: Vec<u8>,
    /// A small square of its middle, a JPEG.
    pub small: Vec<u8>,
}

/// Why something is no picture of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Neither JPEG nor PNG nor WebP.
    Format,
    /// More pixels than anyone needs, told before any of them is read.
    Pixels,
    /// It ends early, or contradicts itself.
    Broken,
}

impl PictureFault {
    /// The dotted code of its sentence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Format => "field.picture_format",
            Self::Pixels => "field.picture_pixels",
            Self::Broken => "field.picture_broken",
        }
    }
}

/// Decodes a photo and writes it anew: a JPEG, PNG or WebP by its first bytes, whatever it is called,
/// upright as its camera was held.
///
/// # Errors
/// [`PictureFault`].
pub fn picture(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ => return Err(PictureFault::Format),
    };
    // The decoder makes up what a cut-off JPEG lacks; nobody wants half a face.
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(PictureFault::Broken);
    }
    let broken = |_: image::ImageError| PictureFault::Broken;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(broken)?;
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > SIDE || pixels > PIXELS {
        return Err(PictureFault::Pixels);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let upright = decoder.orientation().map_err(broken)?;
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width.max(height) > KEPT {
        decoded = decoded.resize(KEPT, KEPT, FilterType::Triangle);
    }
    decoded.apply_orientation(upright);
    let whole = on_white(&decoded);
    let small = DynamicImage::ImageRgb8(whole.clone());
    let small = small.resize_to_fill(SMALL, SMALL, FilterType::Triangle).into_rgb8();
    Ok(Picture { bytes: jpeg(&whole)?, small: jpeg(&small)? })
}

fn jpeg(pixels: &RgbImage) -> Result<Vec<u8>, PictureFault> {
    let mut out = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(pixels);
    written.map(|()| out).map_err(|_unwritable| PictureFault::Broken)
}

/// What shows through is white.
fn on_white(decoded: &DynamicImage) -> RgbImage {
    if !decoded.color().has_alpha() {
        return decoded.to_rgb8();
    }
    let rgba = decoded.to_rgba8();
    let mut out = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in out.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = from.0;
        let blend = |c: u8| {
            let (c, a) = (u16::from(c), u16::from(a));
            u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX)
        };
        *to = Rgb([blend(r), blend(g), blend(b)]);
    }
    out
}

/// True when the picture of a JPEG comes to its end mark: segments are stepped over by their lengths, so
/// that the end of a preview within them is not taken for it.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some([0xFF, marker]) = bytes.get(at..at + 2) else { return false };
        match marker {
            0xFF => at += 1,
            0xDA => break,
            0xD9 => return false,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
            }
        }
    }
    bytes.get(at..).is_some_and(|scan| scan.windows(2).any(|pair| pair == [0xFF, 0xD9]))
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    fn sample(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90])
        }))
    }

    fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// A JPEG with a segment of EXIF that says it lies on its side and where it was taken.
    fn with_exif() -> Vec<u8> {
        let mut exif =
            b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 37.5665N 126.9780E CANARY\xFF\xD9");
        let plain = written(&sample(400, 300), ImageFormat::Jpeg);
        let mut out = plain[..2].to_vec();
        out.extend([0xFF, 0xE1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(exif);
        out.extend(&plain[2..]);
        out
    }

    #[test]
    fn what_a_camera_says_is_gone_and_the_picture_stands_upright() {
        let taken = with_exif();
        assert!(taken.windows(6).any(|w| w == b"CANARY"));
        let kept = picture(&taken).unwrap();
        for file in [&kept.bytes, &kept.small] {
            assert!(!file.windows(6).any(|w| w == b"CANARY" || w == b"Exif\0\0"));
        }
        let upright = image::load_from_memory(&kept.bytes).unwrap();
        assert_eq!((upright.width(), upright.height()), (300, 400));
    }

    #[test]
    fn a_cut_off_picture_is_broken_in_every_format() {
        let jpeg = with_exif();
        let cut = |bytes: &[u8]| picture(&bytes[..bytes.len() * 2 / 3]).unwrap_err();
        assert_eq!(cut(&jpeg), PictureFault::Broken);
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            assert_eq!(cut(&written(&sample(300, 200), format)), PictureFault::Broken);
        }
    }

    #[test]
    fn what_is_no_photo_is_refused_by_its_first_bytes() {
        let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for bytes in
            [svg, b"GIF89a\x01\0\x01\0", b"<html>", b"%PDF-1.7", b"PK\x03\x04", b"", b"\xFF\xD8"]
        {
            assert!(picture(bytes).is_err(), "{bytes:?}");
        }
        assert_eq!(picture(svg), Err(PictureFault::Format));
    }

    #[test]
    fn a_bomb_of_pixels_is_refused_before_one_is_read() {
        // A PNG head that promises 20,000 by 20,000, and nothing behind it.
        let mut bytes = Vec::new();
        let head = image::codecs::png::PngEncoder::new(&mut bytes);
        head.write_image(&[0; 4], 1, 1, image::ExtendedColorType::Rgba8).unwrap();
        bytes[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
        let crc = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(picture(&bytes), Err(PictureFault::Pixels));
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
        !bytes
            .iter()
            .fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
    }

    #[test]
    fn what_hangs_on_behind_a_picture_is_left_behind() {
        let mut bytes = written(&sample(60, 40), ImageFormat::Png);
        bytes.extend(b"<script>alert('CANARY')</script>PK\x03\x04");
        let kept = picture(&bytes).unwrap();
        assert!(!kept.bytes.windows(6).any(|w| w == b"CANARY"));
    }

    #[test]
    fn what_shows_through_is_white_and_large_pictures_get_smaller() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::new(8, 8));
        let kept =
            image::load_from_memory(&picture(&written(&clear, ImageFormat::Png)).unwrap().bytes);
        assert!(kept.unwrap().to_rgb8().pixels().all(|p| p.0.iter().all(|c| *c > 250)));
        let large = picture(&written(&sample(2400, 1200), ImageFormat::Jpeg)).unwrap();
        let (whole, small) = (
            image::load_from_memory(&large.bytes).unwrap(),
            image::load_from_memory(&large.small).unwrap(),
        );
        assert_eq!((whole.width(), whole.height()), (1200, 600));
        assert_eq!((small.width(), small.height()), (224, 224));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_bytes_make_it_panic(
            at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000, kind in 0..3,
        ) {
            let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
            let format = format[usize::try_from(kind).unwrap()];
            let mut bytes = written(&sample(40, 30), format);
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - cut % length);
            let _ = picture(&bytes);
        }
    }
}
